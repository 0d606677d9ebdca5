import { describe, GenlabError, refuseUnknown } from "@genlab/core";
import type { Ort } from "../ort.js";
import { OrtRuntime } from "./ort-runtime.js";
import { probe } from "./probe.js";

export interface OrtOptions {
  /** Threads of an operation. Default: what ONNX Runtime chooses, the number of cores. Resuming is exact with the same number. */
  readonly threads?: number;
  /** ONNX Runtime's names of what to run on, in order of preference: "cuda", "coreml", "dml", "webgpu", "wasm", "cpu". Default ["cpu"]. */
  readonly executionProviders?: readonly string[];
  /**
   * How the names of files begin into which ONNX Runtime writes what each operation takes, one for each program, when the executor is disposed:
   * traces in Chrome's format. Default: none. It costs time.
   */
  readonly profile?: string;
  /**
   * Whether WebAssembly moves variables by the gradients that ONNX Runtime computes, in one pass over memory that both have. Default: where
   * ONNX Runtime is opened by its C interface, on the processor.
   */
  readonly updatesInWasm?: boolean;
}

/** ONNX Runtime on the first of its execution providers that starts here. */
export async function openOrtRuntime(
  ort: Ort,
  { threads, executionProviders = ["cpu"], profile, updatesInWasm = true, ...others }: OrtOptions = {},
): Promise<OrtRuntime> {
  refuseUnknown("createOnnxExecutor", others, { threads, executionProviders, profile, updatesInWasm });
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads > 0)) {
    throw new GenlabError(`threads is ${threads}; expected a positive integer.`);
  }
  if (typeof ort?.InferenceSession?.create !== "function") {
    throw new GenlabError(
      `createOnnxExecutor got ${describe(ort)}. Expected ONNX Runtime: the module onnxruntime-node, say.`,
    );
  }
  if (!Array.isArray(executionProviders) || executionProviders.length === 0) {
    throw new GenlabError(
      `executionProviders is ${describe(executionProviders)}. Expected a list of one at least, such as ["cpu"].`,
    );
  }
  const reasons: string[] = [];
  for (const provider of executionProviders) {
    const options = sessionOptions(provider, threads);
    const found = await probe(ort, (model) => ort.InferenceSession.create(model, options));
    let sessions = 0; // those of one second would write into one file
    const createSession = (model: Uint8Array) =>
      ort.InferenceSession.create(model, { ...options, ...profiling(profile, sessions++) });
    if (!("reason" in found)) {
      // other providers would have the processor do them, and copy
      const blockSize = provider === "cpu" ? found.blockSize : undefined;
      // only there tensors are what lies in memory, rather than copies of it
      const isShared = updatesInWasm && provider === "cpu" && ort.env.versions.native !== undefined;
      // late: a page has no use for it
      const shared = isShared ? (await import("./shared-tensors.js")).shareTensors(ort) : undefined;
      const details = `${detailsOf(ort, provider, threads)}${shared ? ", updates in WebAssembly" : ""}`;
      return new OrtRuntime({ ort, createSession, found: { ...found, blockSize }, details, shared });
    }
    reasons.push(`${provider}: ${found.reason}`);
  }
  throw new GenlabError(`ONNX Runtime starts on none of the execution providers. ${reasons.join("; ")}`);
}

function sessionOptions(provider: string, threads: number | undefined): Readonly<Record<string, unknown>> {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    interOpNumThreads: 1,
    // one block for all that a run needs, beside the arena of the first run, which is kept: twice the memory, and no faster
    enableMemPattern: false,
    logSeverityLevel: 3,
    // second moments of gradients that stay zero decay to denormal numbers, which are slow; and the threads of a session that has run
    // would go on spinning beside those of the next one
    extra: { session: { set_denormal_as_zero: "1", force_spinning_stop: "1" } },
  };
}

const profiling = (profile: string | undefined, number: number) =>
  profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: `${profile}-${number}` };

/** Providers that run everything themselves. */
const PROCESSOR: readonly string[] = ["cpu", "wasm"];

function detailsOf(ort: Ort, provider: string, threads: number | undefined): string {
  const { native, node, web } = ort.env.versions;
  const version = native === undefined ? (node ?? web ?? "") : `${native}, by its C interface,`;
  const count = threads === undefined ? "" : `, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  const rest = PROCESSOR.includes(provider) ? "" : ", and on cpu what that has no kernel for";
  return `${version} on ${provider}${rest}${count}`.trimStart();
}
