import { GenlabError } from "@genlab/core";
import { ELEMENT_TYPES } from "../model.js";
import type { Ort, OrtData, OrtSession, OrtTensor, OrtType } from "../ort.js";
import { CApi } from "./c-api.js";
import type { Koffi } from "./koffi.js";
import { NativeSession } from "./native-session.js";

export interface OnnxRuntimeLibrary {
  /** `await import("koffi")`'s default. */
  readonly koffi: Koffi;
  /** The path of ONNX Runtime's shared library; `onnxruntime-node` brings one. */
  readonly library: string;
}

/**
 * ONNX Runtime by the C interface of its library. Unlike `onnxruntime-node`, which copies every result, it leaves results where a
 * run was told to write them. On the processor only.
 *
 * @throws GenlabError when the library is none, or older than 1.17.
 */
export function openOnnxRuntime({ koffi, library }: OnnxRuntimeLibrary): Ort {
  const api = new CApi(koffi, library);
  const environment = api.create("CreateEnv", WARNING, "genlab");
  const memory = api.create("CreateCpuMemoryInfo", ARENA_ALLOCATOR, DEFAULT_MEMORY);
  // one for all sessions: they run in turns, and each would keep for itself the most that it ever needs
  api.call("CreateAndRegisterAllocator", environment, memory, null);
  return {
    Tensor: NativeTensor,
    InferenceSession: {
      async create(model, options): Promise<OrtSession> {
        const settings = api.create("CreateSessionOptions");
        try {
          set(api, settings, options);
          return new NativeSession({
            api,
            memory,
            session: api.create("CreateSessionFromArray", environment, model, model.byteLength, settings),
          });
        } finally {
          api.call("ReleaseSessionOptions", settings);
        }
      },
    },
    env: { versions: { native: api.version } },
  };
}

/** `ORT_LOGGING_LEVEL_WARNING`, `OrtArenaAllocator`, `OrtMemTypeDefault`. */
const WARNING = 2;
const ARENA_ALLOCATOR = 1;
const DEFAULT_MEMORY = 0;

class NativeTensor implements OrtTensor {
  readonly type: OrtType;
  readonly data: OrtData;
  readonly dims: readonly number[];

  constructor(type: OrtType, data: OrtData, dims: readonly number[]) {
    if (!(type in ELEMENT_TYPES)) throw new GenlabError(`A tensor's type is "${type}".`);
    const size = dims.reduce((product, length) => product * length, 1);
    if (size !== data.length) {
      throw new GenlabError(`A tensor [${dims}] has ${size} entries, but was given ${data.length}.`);
    }
    this.type = type;
    this.data = data;
    this.dims = dims;
  }
}

/** The options of `onnxruntime-node` that the executor uses. */
interface SessionOptions {
  readonly executionProviders?: readonly string[];
  readonly graphOptimizationLevel?: keyof typeof OPTIMIZATION_LEVELS;
  readonly enableMemPattern?: boolean;
  readonly intraOpNumThreads?: number;
  readonly interOpNumThreads?: number;
  readonly logSeverityLevel?: number;
  readonly enableProfiling?: boolean;
  readonly profileFilePrefix?: string;
  readonly extra?: { readonly session?: Readonly<Record<string, string>> };
}

/** `GraphOptimizationLevel`. */
const OPTIMIZATION_LEVELS = { disabled: 0, basic: 1, extended: 2, all: 99 } as const;

function set(api: CApi, settings: bigint, options: SessionOptions): void {
  const { executionProviders = ["cpu"], graphOptimizationLevel = "all", extra } = options;
  const unknown = executionProviders.find((provider) => provider !== "cpu");
  if (unknown !== undefined) {
    const other = unknown === "webgpu" ? "createWebgpuExecutor" : "onnxruntime-node";
    throw new GenlabError(`By its C interface ONNX Runtime runs on cpu only. Use ${other} for "${unknown}".`);
  }
  api.call("SetSessionGraphOptimizationLevel", settings, OPTIMIZATION_LEVELS[graphOptimizationLevel]);
  api.call(options.enableMemPattern === false ? "DisableMemPattern" : "EnableMemPattern", settings);
  api.call("SetSessionLogSeverityLevel", settings, options.logSeverityLevel ?? WARNING);
  if (options.enableProfiling) api.call("EnableProfiling", settings, options.profileFilePrefix ?? "onnxruntime");
  api.call("SetIntraOpNumThreads", settings, options.intraOpNumThreads ?? 0);
  api.call("SetInterOpNumThreads", settings, options.interOpNumThreads ?? 0);
  api.call("AddSessionConfigEntry", settings, "session.use_env_allocators", "1");
  for (const [key, value] of Object.entries(extra?.session ?? {})) {
    api.call("AddSessionConfigEntry", settings, `session.${key}`, value);
  }
}
