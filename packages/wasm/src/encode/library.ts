import type { Code } from "./code.js";
import { FunctionScope, type Local } from "./function.js";
import type { DefinedFunction } from "./module.js";

/** The functions of a module; of two that have the same bytes there is one. */
export class Library {
  readonly functions: DefinedFunction[] = [];
  readonly #first: number;
  /** Numbers of functions, by the lengths of their bodies. */
  readonly #known = new Map<number, number[]>();

  /** The first number is that after those of imported functions. */
  constructor(first: number) {
    this.#first = first;
  }

  /** The number of a function, all of whose parameters are addresses or counts. */
  define(parameterCount: number, make: (scope: FunctionScope, parameters: readonly Local[]) => Code): number {
    const scope = new FunctionScope(parameterCount);
    const body = scope.encode(make(scope, scope.parameters));
    const alike = this.#known.get(body.length) ?? [];
    const known = alike.find((index) => {
      const other = this.functions[index - this.#first]!;
      return other.parameterCount === parameterCount && other.body.every((byte, i) => byte === body[i]);
    });
    if (known !== undefined) return known;
    this.functions.push({ parameterCount, body });
    const index = this.#first + this.functions.length - 1;
    this.#known.set(body.length, [...alike, index]);
    return index;
  }
}
