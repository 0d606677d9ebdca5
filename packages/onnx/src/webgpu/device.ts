import { GenlabError } from "@genlab/core";
import { input, make, sizeOf, type TensorType, type Values, valuesOf } from "@genlab/graph";
import { encodeModel } from "../encode-model.js";
import { lower } from "../lower.js";
import { ELEMENT_TYPES } from "../model.js";
import { CApi } from "../native/c-api.js";
import type { OnnxRuntimeLibrary } from "../native/open-onnx-runtime.js";

/** A tensor on the device: the address of an `OrtValue`. */
export interface DeviceValue {
  readonly address: bigint;
  readonly type: TensorType;
}

export interface DeviceOptions extends OnnxRuntimeLibrary {
  /** Refuses a program of which the processor would do a part. Default false. */
  readonly strict?: boolean;
}

/** The GPU that ONNX Runtime's WebGPU provider chose, by the C interface: sessions on it, and memory. */
export class Device {
  readonly api: CApi;
  readonly #environment: bigint;
  readonly #processor: bigint;
  readonly #strict: boolean;
  /** A session that lives as long as its allocator does. */
  readonly #home: bigint;
  readonly #memory: bigint;
  readonly #allocator: bigint;
  /** What is read to wait for everything. */
  readonly #last: DeviceValue;
  #runs = 0;
  /** Values that are not freed, and their addresses, which others may have later. One that outlived the allocator could not be. */
  #values = new WeakSet<DeviceValue>();
  readonly #live = new Set<bigint>();
  #isDisposed = false;
  readonly #collected = new FinalizationRegistry<bigint>((address) => this.#release(address));

  /** @throws GenlabError when the library is none or too old; Error when it has no WebGPU or finds no adapter. */
  constructor({ koffi, library, strict = false }: DeviceOptions) {
    this.api = new CApi(koffi, library, { devices: true });
    this.#strict = strict;
    this.#environment = this.api.create("CreateEnv", ERROR, "genlab");
    this.#processor = this.api.create("CreateCpuMemoryInfo", ARENA_ALLOCATOR, DEFAULT_MEMORY);
    this.#home = this.createSession(trivialModel());
    this.#memory = this.api.create("CreateMemoryInfo", "WebGPU_Buf", DEVICE_ALLOCATOR, 0, DEFAULT_MEMORY);
    this.#allocator = this.api.create("CreateAllocator", this.#home, this.#memory);
    this.#last = this.allocate({ shape: [1], dtype: "float32" });
  }

  /** The address of an `OrtSession`. */
  createSession(model: Uint8Array): bigint {
    const { api } = this;
    const settings = api.create("CreateSessionOptions");
    try {
      api.call("SessionOptionsAppendExecutionProvider", settings, "WebGPU", null, null, 0);
      api.call("SetSessionGraphOptimizationLevel", settings, ALL_OPTIMIZATIONS);
      api.call("SetSessionLogSeverityLevel", settings, ERROR);
      api.call("SetIntraOpNumThreads", settings, 1);
      if (this.#strict) api.call("AddSessionConfigEntry", settings, "session.disable_cpu_ep_fallback", "1");
      return api.create("CreateSessionFromArray", this.#environment, model, model.byteLength, settings);
    } finally {
      api.call("ReleaseSessionOptions", settings);
    }
  }

  /** Room for a tensor, with whatever it held before. */
  allocate(type: TensorType): DeviceValue {
    if (this.#isDisposed) throw new GenlabError("The device was disposed of.");
    const shape = BigInt64Array.from(type.shape, BigInt);
    const code = ELEMENT_TYPES[type.dtype];
    const address = this.api.create("CreateTensorAsOrtValue", this.#allocator, shape, shape.length, code);
    const value: DeviceValue = { address, type };
    this.#values.add(value);
    this.#live.add(address);
    this.#collected.register(value, address, value);
    return value;
  }

  write(entries: Values, value: DeviceValue): void {
    this.#copy(entries, value, (there, here) => [here, there]);
  }

  /** Starts a run of a session, given the names, addresses and counts of its inputs and outputs. Waits where many have queued up. */
  run(session: bigint, sides: readonly unknown[]): void {
    this.api.call("Run", session, null, ...sides);
    this.#runs += 1;
    if (this.#runs % MOST_QUEUED === 0) this.read(this.#last);
  }

  /** The entries, once everything that was started before has ended. */
  read(value: DeviceValue): Values {
    const entries = valuesOf({ length: sizeOf(value.type.shape) }, value.type.dtype);
    this.#copy(entries, value, (there, here) => [there, here]);
    return entries;
  }

  /** @throws GenlabError of a value that was freed. */
  addressOf(value: DeviceValue): bigint {
    if (!this.#values.has(value)) throw new GenlabError("The value was freed.");
    return value.address;
  }

  free(value: DeviceValue): void {
    if (!this.#values.delete(value)) return;
    this.#collected.unregister(value);
    this.#release(value.address);
  }

  /** Frees everything, once. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#settle();
    this.#isDisposed = true;
    this.#values = new WeakSet();
    for (const address of this.#live) this.#release(address);
    this.api.call("ReleaseAllocator", this.#allocator);
    this.api.call("ReleaseMemoryInfo", this.#memory);
    this.api.call("ReleaseSession", this.#home);
    this.api.call("ReleaseMemoryInfo", this.#processor);
  }

  /** Waits for what was started: a driver in software would go on while the process ends, and break it. */
  #settle(): void {
    try {
      this.read(this.#last);
    } catch {
      // a device that was lost has nothing left to do
    }
  }

  #release(address: bigint): void {
    if (this.#live.delete(address)) this.api.call("ReleaseValue", address);
  }

  #copy(entries: Values, value: DeviceValue, order: (there: bigint, here: bigint) => [bigint, bigint]): void {
    const [address, { type }] = [this.addressOf(value), value];
    if (entries.length !== sizeOf(type.shape)) {
      throw new GenlabError(
        `A tensor [${type.shape}] has ${sizeOf(type.shape)} entries, but was given ${entries.length}.`,
      );
    }
    void entries.buffer; // short arrays lie in V8's heap, where they may move, until someone asks for their buffer
    const shape = BigInt64Array.from(type.shape, BigInt);
    const parts = [this.#processor, entries, entries.byteLength, shape, shape.length, ELEMENT_TYPES[type.dtype]];
    const here = this.api.create("CreateTensorWithDataAsOrtValue", ...parts);
    try {
      const [from, to] = order(address, here);
      this.api.call("CopyTensors", this.#environment, BigUint64Array.of(from), BigUint64Array.of(to), null, 1);
    } finally {
      this.api.call("ReleaseValue", here);
    }
  }
}

const MOST_QUEUED = 16;

/** `ORT_LOGGING_LEVEL_ERROR`, `OrtArenaAllocator`, `OrtDeviceAllocator`, `OrtMemTypeDefault`, `ORT_ENABLE_ALL`. */
const ERROR = 3;
const ARENA_ALLOCATOR = 1;
const DEVICE_ALLOCATOR = 0;
const DEFAULT_MEMORY = 0;
const ALL_OPTIMIZATIONS = 99;

function trivialModel(): Uint8Array {
  const x = input("x", [1]);
  const y = make("add", [x, x]);
  const graph = { name: "trivial", nodes: [x, y], outputs: [{ name: "y", node: y }] };
  return encodeModel({ graph: lower(graph), metadata: {} });
}
