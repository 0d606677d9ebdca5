import { bytesOf, type Code } from "./code.js";
import { TYPES, type Type } from "./function.js";
import { unsigned } from "./leb128.js";

export interface Signature {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

export interface ImportedFunction extends Signature {
  readonly name: string;
}

export interface DefinedFunction {
  readonly parameterCount: number;
  /** As `FunctionScope.encode` gives it. */
  readonly body: readonly number[];
}

export interface ModuleParts {
  /** Functions from JavaScript, which have the first numbers. */
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly DefinedFunction[];
  /** The function that is exported as `run`. */
  readonly exported: number;
  /** Of a memory that threads share, how far it may grow. Default: it is not shared. */
  readonly sharedPages?: number | undefined;
}

/** What the module imports: the memory as `memory`, functions by their names. */
export const NAMESPACE = "genlab";

/** A WebAssembly module over a memory that it is given. https://webassembly.github.io/spec/core/binary/modules.html */
export function encodeModule({ imports, functions, exported, sharedPages }: ModuleParts): Uint8Array<ArrayBuffer> {
  const signatures: string[] = [];
  const types: Code[] = [];
  const typeOf = ({ parameters, results }: Signature): Code => {
    const key = `${parameters}:${results}`;
    if (!signatures.includes(key)) {
      signatures.push(key);
      types.push([0x60, list(parameters.map((type) => TYPES[type])), list(results.map((type) => TYPES[type]))]);
    }
    return unsigned(signatures.indexOf(key));
  };
  const imported = imports.map((each) => [name(NAMESPACE), name(each.name), 0x00, typeOf(each)]);
  const memory: Code = [name(NAMESPACE), name("memory"), 0x02, limitsOf(sharedPages)];
  const defined = functions.map(({ parameterCount }) =>
    typeOf({ parameters: Array.from({ length: parameterCount }, () => "i32" as const), results: [] }),
  );
  return Uint8Array.from(
    bytesOf([
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      section(1, list(types)),
      section(2, list([memory, ...imported])),
      section(3, list(defined)),
      section(7, list([[name("run"), 0x00, unsigned(exported)]])),
      section(10, list(functions.map(({ body }) => [unsigned(body.length), body]))),
    ]),
  );
}

const limitsOf = (sharedPages: number | undefined): Code =>
  sharedPages === undefined ? [0x00, 0x00] : [0x03, 0x00, unsigned(sharedPages)];

const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const name = (text: string): Code => list([...new TextEncoder().encode(text)]);

function section(id: number, content: Code): Code {
  const bytes = bytesOf(content);
  return [id, unsigned(bytes.length), bytes];
}
