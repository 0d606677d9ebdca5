import { GenlabError } from "@genlab/core";
import type { Koffi, NativeFunction, NativeLibrary } from "./koffi.js";

/** Versions of the table of functions: what every ONNX Runtime since 1.17 (January 2024) has, and with devices since 1.23. Tables only grow at their end. */
const VERSION = 17;
const DEVICE_VERSION = 23;

/** Bytes, as threads have on Linux: matrix products keep packed panels on the stack. */
const STACK = 8 * 1024 * 1024;

const POINTER = "void *";
const SIZE = "size_t";
/** Windows has paths of 16 bits a character. */
const PATH = (globalThis as { process?: { platform?: string } }).process?.platform === "win32" ? "str16" : "str";

/**
 * The functions in use: where each stands in `struct OrtApi` of onnxruntime_c_api.h, and its parameters. Those with the result
 * `status` return null, or a status with an error.
 */
const FUNCTIONS = {
  GetErrorMessage: [2, "str", [POINTER]],
  CreateEnv: [3, "status", ["int", "str", POINTER]],
  CreateSessionFromArray: [8, "status", [POINTER, POINTER, SIZE, POINTER, POINTER]],
  Run: [9, "status", [POINTER, POINTER, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER]],
  CreateSessionOptions: [10, "status", [POINTER]],
  EnableProfiling: [14, "status", [POINTER, PATH]],
  EnableMemPattern: [16, "status", [POINTER]],
  DisableMemPattern: [17, "status", [POINTER]],
  SetSessionLogSeverityLevel: [22, "status", [POINTER, "int"]],
  SetSessionGraphOptimizationLevel: [23, "status", [POINTER, "int"]],
  SetIntraOpNumThreads: [24, "status", [POINTER, "int"]],
  SetInterOpNumThreads: [25, "status", [POINTER, "int"]],
  CreateTensorAsOrtValue: [48, "status", [POINTER, POINTER, SIZE, "int", POINTER]],
  CreateTensorWithDataAsOrtValue: [49, "status", [POINTER, POINTER, SIZE, POINTER, SIZE, "int", POINTER]],
  GetTensorMutableData: [51, "status", [POINTER, POINTER]],
  GetTensorElementType: [60, "status", [POINTER, POINTER]],
  GetDimensionsCount: [61, "status", [POINTER, POINTER]],
  GetDimensions: [62, "status", [POINTER, POINTER, SIZE]],
  GetTensorTypeAndShape: [65, "status", [POINTER, POINTER]],
  CreateMemoryInfo: [68, "status", ["str", "int", "int", "int", POINTER]],
  CreateCpuMemoryInfo: [69, "status", ["int", "int", POINTER]],
  ReleaseStatus: [93, "void", [POINTER]],
  ReleaseMemoryInfo: [94, "void", [POINTER]],
  ReleaseSession: [95, "void", [POINTER]],
  ReleaseValue: [96, "void", [POINTER]],
  ReleaseTensorTypeAndShapeInfo: [99, "void", [POINTER]],
  ReleaseSessionOptions: [100, "void", [POINTER]],
  AddSessionConfigEntry: [130, "status", [POINTER, "str", "str"]],
  CreateAllocator: [131, "status", [POINTER, POINTER, POINTER]],
  ReleaseAllocator: [132, "void", [POINTER]],
  CreateAndRegisterAllocator: [144, "status", [POINTER, POINTER, POINTER]],
  SessionOptionsAppendExecutionProvider: [216, "status", [POINTER, "str", POINTER, POINTER, SIZE]],
  CopyTensors: [386, "status", [POINTER, POINTER, POINTER, POINTER, SIZE]],
} as const satisfies Readonly<Record<string, readonly [number, "status" | "str" | "void", readonly string[]]>>;

/** Those that are newer than the rest. */
const OF_DEVICES: readonly string[] = ["CopyTensors"];

export type FunctionName = keyof typeof FUNCTIONS;

/** Something of ONNX Runtime's, and the function that frees it. */
interface Native {
  readonly api: CApi;
  readonly release: FunctionName;
  readonly address: bigint;
}

const collected = new FinalizationRegistry<Native>(({ api, release, address }) => api.call(release, address));

/** ONNX Runtime's C interface. */
export class CApi {
  readonly version: string;
  readonly koffi: Koffi;
  /** Closed when nothing holds it any more. */
  readonly library: NativeLibrary;
  readonly #functions: Readonly<Record<FunctionName, NativeFunction>>;

  /** @throws GenlabError when the library is none, or too old for what is wanted of it. */
  constructor(koffi: Koffi, library: string, { devices = false }: { readonly devices?: boolean } = {}) {
    this.koffi = koffi;
    // settings are closed once koffi has loaded a library
    if ((koffi.config().sync_stack_size as number) < STACK) koffi.config({ ...koffi.config(), sync_stack_size: STACK });
    const { loaded, base } = load(koffi, library);
    this.library = loaded;
    const [getApi, getVersion] = new BigUint64Array(koffi.view(base, 16));
    this.version = koffi.decode(getVersion!, koffi.proto("str", []))() as string;
    const version = devices ? DEVICE_VERSION : VERSION;
    // an older library says on the standard error that it is one
    const isOld = Number(/^1\.(\d+)\./.exec(this.version)?.[1] ?? version) < version;
    const api = isOld ? null : (koffi.decode(getApi!, koffi.proto(POINTER, ["uint32"]))(version) as bigint | null);
    if (!api) throw new GenlabError(`ONNX Runtime ${this.version} is too old; 1.${version} or later is needed.`);
    const wanted = Object.entries(FUNCTIONS).filter(([name]) => devices || !OF_DEVICES.includes(name));
    const length = 8 * (Math.max(...wanted.map(([, [index]]) => index)) + 1);
    const table = new BigUint64Array(koffi.view(api, length));
    this.#functions = Object.fromEntries(
      wanted.map(([name, [index, result, parameters]]) => {
        return [name, koffi.decode(table[index]!, koffi.proto(result === "status" ? POINTER : result, parameters))];
      }),
    ) as Record<FunctionName, NativeFunction>;
  }

  /** Calls a function. Throws what its status says. */
  call(name: FunctionName, ...values: readonly unknown[]): void {
    const result = this.#functions[name](...values);
    if (FUNCTIONS[name][1] === "status") this.#check(result as bigint | null);
  }

  /** What a function writes to the pointer that is its last parameter. */
  create(name: FunctionName, ...values: readonly unknown[]): bigint {
    const out = new BigUint64Array(1);
    this.call(name, ...values, out);
    return out[0]!;
  }

  /** Calls `release` with the address once the owner is collected, unless `forget` is called before. */
  releaseWith(owner: object, release: FunctionName, address: bigint): void {
    collected.register(owner, { api: this, release, address }, owner);
  }

  forget(owner: object): void {
    collected.unregister(owner);
  }

  #check(status: bigint | null): void {
    if (!status) return;
    const message = this.#functions.GetErrorMessage(status) as string;
    this.#functions.ReleaseStatus(status);
    throw new Error(message);
  }
}

function load(koffi: Koffi, library: string): { readonly loaded: NativeLibrary; readonly base: bigint } {
  try {
    const loaded = koffi.load(library);
    return { loaded, base: loaded.func("OrtGetApiBase", POINTER, [])() as bigint };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    throw new GenlabError(`"${library}" is no library of ONNX Runtime: ${reason}`, { cause });
  }
}
