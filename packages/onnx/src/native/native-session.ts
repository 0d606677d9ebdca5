import { GenlabError } from "@genlab/core";
import { ELEMENT_TYPES } from "../model.js";
import type { OrtData, OrtSession, OrtTensor, OrtType } from "../ort.js";
import type { CApi } from "./c-api.js";

// of Node, where alone there are shared libraries
declare function setImmediate(callback: () => void): unknown;

export interface NativeSessionParts {
  readonly api: CApi;
  /** The addresses of an `OrtMemoryInfo` and an `OrtSession`. */
  readonly memory: bigint;
  readonly session: bigint;
}

/** A session by its address. Inputs and outputs are read and written where the tensors have them. */
export class NativeSession implements OrtSession {
  readonly #api: CApi;
  readonly #memory: bigint;
  #session: bigint;
  readonly #names = new Map<string, Uint8Array>();
  readonly #values = new WeakMap<OrtTensor, bigint>();

  constructor({ api, memory, session }: NativeSessionParts) {
    this.#api = api;
    this.#memory = memory;
    this.#session = session;
    api.releaseWith(this, "ReleaseSession", session);
  }

  async run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: Readonly<Record<string, OrtTensor | null>>,
  ): Promise<Readonly<Record<string, OrtTensor>>> {
    const given = Object.values(feeds);
    const outputs = Object.entries(fetches);
    const inputValues = BigUint64Array.from(given, (tensor) => this.#valueOf(tensor));
    const outputValues = BigUint64Array.from(outputs, ([, tensor]) => (tensor ? this.#valueOf(tensor) : 0n));
    const inputNames = this.#namesOf(Object.keys(feeds));
    const outputNames = this.#namesOf(Object.keys(fetches));
    const inputs = [inputNames, inputValues, given.length];
    // signals and timers have their turn between runs
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#session === 0n) throw new GenlabError("The session was released.");
    // on this thread: ONNX Runtime takes denormal numbers for zeros on its own threads and on that of the first session alone
    this.#api.call("Run", this.#session, null, ...inputs, outputNames, outputs.length, outputValues);
    return Object.fromEntries(
      outputs.map(([name, tensor], i): [string, OrtTensor] => [name, tensor ?? this.#taken(outputValues[i]!)]),
    );
  }

  async release(): Promise<void> {
    const session = this.#session;
    this.#session = 0n;
    if (session === 0n) return;
    this.#api.forget(this);
    this.#api.call("ReleaseSession", session);
  }

  /** The address of an `OrtValue` over the tensor's own memory, made once. */
  #valueOf(tensor: OrtTensor): bigint {
    const known = this.#values.get(tensor);
    if (known !== undefined) return known;
    const data = tensor.data as OrtData;
    void data.buffer; // short arrays lie in V8's heap, where they may move, until someone asks for their buffer
    const shape = BigInt64Array.from(tensor.dims, BigInt);
    const type = ELEMENT_TYPES[tensor.type as OrtType];
    const memory = [this.#memory, data, data.byteLength];
    const value = this.#api.create("CreateTensorWithDataAsOrtValue", ...memory, shape, shape.length, type);
    this.#values.set(tensor, value);
    this.#api.releaseWith(tensor, "ReleaseValue", value);
    return value;
  }

  /** A tensor of what a run made by itself, which is freed. */
  #taken(value: bigint): OrtTensor {
    const api = this.#api;
    try {
      const { code, dims } = this.#typeOf(value);
      const { type, array } = arrayOf(
        code,
        dims.reduce((product, length) => product * length, 1),
      );
      const source = api.create("GetTensorMutableData", value);
      if (array.byteLength > 0) {
        new Uint8Array(array.buffer).set(new Uint8Array(api.koffi.view(source, array.byteLength)));
      }
      return { type, data: array, dims };
    } finally {
      api.call("ReleaseValue", value);
    }
  }

  #typeOf(value: bigint): { readonly code: number; readonly dims: readonly number[] } {
    const api = this.#api;
    const information = api.create("GetTensorTypeAndShape", value);
    try {
      const code = new Int32Array(1);
      api.call("GetTensorElementType", information, code);
      const shape = new BigInt64Array(Number(api.create("GetDimensionsCount", information)));
      api.call("GetDimensions", information, shape, shape.length);
      return { code: code[0]!, dims: Array.from(shape, Number) };
    } finally {
      api.call("ReleaseTensorTypeAndShapeInfo", information);
    }
  }

  /** An array of pointers to names, which end with a zero. */
  #namesOf(names: readonly string[]): BigUint64Array {
    return BigUint64Array.from(names, (name) => {
      const bytes = this.#names.get(name) ?? new TextEncoder().encode(`${name}\0`);
      this.#names.set(name, bytes);
      void bytes.buffer;
      return this.#api.koffi.address(bytes);
    });
  }
}

function arrayOf(code: number, size: number): { readonly type: OrtType; readonly array: OrtData } {
  if (code === ELEMENT_TYPES.float32) return { type: "float32", array: new Float32Array(size) };
  if (code === ELEMENT_TYPES.int32) return { type: "int32", array: new Int32Array(size) };
  if (code === ELEMENT_TYPES.bool) return { type: "bool", array: new Uint8Array(size) };
  throw new GenlabError(`A result has the element type ${code} of ONNX; expected float32, int32 or bool.`);
}
