import { GenlabError } from "@genlab/core";
import type { Koffi, NativeFunction } from "./koffi.js";

/** Bytes, as threads have on Linux: operations that are too short for another thread run on this one. */
const STACK = 8 * 1024 * 1024;

const POINTER = "void *";
const SIZE = "size_t";
const VOID = "void";

/** The functions in use of c_api.h and eager/c_api.h, by their results and parameters. A status is the last of those that have one. */
const FUNCTIONS = {
  TF_Version: ["str", []],
  TF_NewStatus: [POINTER, []],
  TF_GetCode: ["int", [POINTER]],
  TF_Message: ["str", [POINTER]],
  TF_DeleteStatus: [VOID, [POINTER]],
  // tensors in the memory of the processor
  TF_AllocateTensor: [POINTER, ["int", POINTER, "int", SIZE]],
  TF_NewTensor: [POINTER, ["int", POINTER, "int", POINTER, SIZE, POINTER, POINTER]],
  TF_DeleteTensor: [VOID, [POINTER]],
  TF_TensorData: [POINTER, [POINTER]],
  TF_TensorByteSize: [SIZE, [POINTER]],
  // graphs, of which functions are made
  TF_NewGraph: [POINTER, []],
  TF_DeleteGraph: [VOID, [POINTER]],
  TF_NewBufferFromString: [POINTER, [POINTER, SIZE]],
  TF_DeleteBuffer: [VOID, [POINTER]],
  TF_GetRegisteredKernelsForOp: [POINTER, ["str", POINTER]],
  TF_NewImportGraphDefOptions: [POINTER, []],
  TF_DeleteImportGraphDefOptions: [VOID, [POINTER]],
  TF_GraphImportGraphDef: [VOID, [POINTER, POINTER, POINTER, POINTER]],
  TF_GraphOperationByName: [POINTER, [POINTER, "str"]],
  TF_GraphToFunction: [
    POINTER,
    [POINTER, "str", "uint8", "int", POINTER, "int", POINTER, "int", POINTER, POINTER, POINTER, "str", POINTER],
  ],
  TF_DeleteFunction: [VOID, [POINTER]],
  // a context, its devices, and values on them
  TFE_NewContextOptions: [POINTER, []],
  TFE_DeleteContextOptions: [VOID, [POINTER]],
  TFE_ContextOptionsSetConfig: [VOID, [POINTER, POINTER, SIZE, POINTER]],
  TFE_NewContext: [POINTER, [POINTER, POINTER]],
  TFE_DeleteContext: [VOID, [POINTER]],
  TFE_ContextListDevices: [POINTER, [POINTER, POINTER]],
  TF_DeleteDeviceList: [VOID, [POINTER]],
  TF_DeviceListCount: ["int", [POINTER]],
  TF_DeviceListName: ["str", [POINTER, "int", POINTER]],
  TF_DeviceListType: ["str", [POINTER, "int", POINTER]],
  TFE_ContextAddFunction: [VOID, [POINTER, POINTER, POINTER]],
  TFE_ContextRemoveFunction: [VOID, [POINTER, "str", POINTER]],
  TFE_NewTensorHandle: [POINTER, [POINTER, POINTER]],
  TFE_DeleteTensorHandle: [VOID, [POINTER]],
  TFE_TensorHandleResolve: [POINTER, [POINTER, POINTER]],
  TFE_TensorHandleCopyToDevice: [POINTER, [POINTER, POINTER, "str", POINTER]],
  TFE_NewOp: [POINTER, [POINTER, "str", POINTER]],
  TFE_DeleteOp: [VOID, [POINTER]],
  TFE_OpSetDevice: [VOID, [POINTER, "str", POINTER]],
  TFE_OpAddInputList: [VOID, [POINTER, POINTER, "int", POINTER]],
  TFE_Execute: [VOID, [POINTER, POINTER, POINTER, POINTER]],
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

/** TensorFlow's C interface. */
export class CApi {
  readonly version: string;
  readonly koffi: Koffi;
  /** A function that leaves alone what it is called with: for tensors whose memory is not TensorFlow's to free, which must be told how to free it. */
  readonly leavesAlone: bigint;
  readonly #functions: Readonly<Record<FunctionName, NativeFunction>>;
  readonly #status: bigint;

  /** @throws GenlabError when the library is none of TensorFlow's. */
  constructor(koffi: Koffi, library: string) {
    this.koffi = koffi;
    // settings are closed once koffi has loaded a library
    if ((koffi.config().sync_stack_size as number) < STACK) koffi.config({ ...koffi.config(), sync_stack_size: STACK });
    this.#functions = load(koffi, library);
    this.leavesAlone = addressOfLabs(koffi);
    this.version = this.call("TF_Version") as string;
    this.#status = this.create("TF_NewStatus");
  }

  /** Calls a function that has no status. */
  call(name: FunctionName, ...values: readonly unknown[]): unknown {
    return this.#functions[name](...values);
  }

  /** What a function that has no status makes. */
  create(name: FunctionName, ...values: readonly unknown[]): bigint {
    return this.call(name, ...values) as bigint;
  }

  /** Calls a function whose last parameter is a status, and throws what that says. */
  try<Result = bigint>(name: FunctionName, ...values: readonly unknown[]): Result {
    const result = this.#functions[name](...values, this.#status);
    if (this.call("TF_GetCode", this.#status) === 0) return result as Result;
    throw new Error(this.call("TF_Message", this.#status) as string);
  }
}

/** The address of C's `labs`, which returns a number's absolute value. */
const addressOfLabs = (koffi: Koffi): bigint =>
  koffi.load(null).func("dlsym", POINTER, [POINTER, "str"])(null, "labs") as bigint;

/** `RTLD_NOW` of dlfcn.h. */
const NOW = 2;

/** Opens a library once more, for good: threads of TensorFlow's run to the end of the process, and would find no code where koffi had closed it. */
function hold(koffi: Koffi, path: string): void {
  koffi.load(null).func("dlopen", POINTER, ["str", "int"])(path, NOW);
}

function load(koffi: Koffi, path: string): Readonly<Record<FunctionName, NativeFunction>> {
  try {
    const library = koffi.load(path);
    hold(koffi, path);
    return Object.fromEntries(
      Object.entries(FUNCTIONS).map(([name, [result, parameters]]) => [name, library.func(name, result, parameters)]),
    ) as Record<FunctionName, NativeFunction>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    throw new GenlabError(
      `"${path}" is no library of TensorFlow 2.6 or later: ${reason}. Give the path of libtensorflow_cc.so.2.`,
      { cause },
    );
  }
}
