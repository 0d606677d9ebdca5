import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Executor, GenlabError, refuseUnknown } from "@genlab/core";
import type { CompiledExecutorOptions } from "@genlab/graph";
import { createOnnxExecutor, type OnnxExecutor } from "../create-onnx-executor.js";
import type { Koffi } from "../native/koffi.js";
import { type OnnxRuntimeLibrary, openOnnxRuntime } from "../native/open-onnx-runtime.js";
import type { Ort } from "../ort.js";
import { createWebgpuExecutor } from "../webgpu/create-webgpu-executor.js";

const RUNTIME: string = "onnxruntime-node"; // by a variable, as the next: they may not be installed
const FOREIGN_FUNCTIONS: string = "koffi";

export interface OpenExecutorOptions extends CompiledExecutorOptions {
  /** Default: as many as the processor has cores. */
  readonly threads?: number | undefined;
  /** What computes. Default "cpu". */
  readonly provider?: "cpu" | "cuda" | "coreml" | "dml" | undefined;
  /** How the names of files begin into which is written what each operation takes. Default: none are written. */
  readonly profile?: string | undefined;
}

/**
 * An executor over ONNX Runtime, from the packages `onnxruntime-node` and `koffi` where they are installed: by its C interface; or through
 * its own binding, which copies every result, where that cannot be had, and for what else than the processor. Its name says which.
 *
 * @throws GenlabError where `onnxruntime-node` is not installed or does not open, and for options that there are not.
 */
export async function openExecutor(given: OpenExecutorOptions = {}): Promise<OnnxExecutor> {
  const { threads, provider = "cpu", profile, ranks, ...others } = given;
  refuseUnknown("openExecutor", others, { threads, provider, profile, ranks });
  const options = {
    executionProviders: [provider],
    ...(threads !== undefined && { threads }),
    ...(profile !== undefined && { profile }),
    ranks,
  };
  if (provider === "cpu") {
    try {
      return await createOnnxExecutor(openOnnxRuntime(await libraryHere()), options);
    } catch {
      // the binding may work, and says why where it does not
    }
  }
  return createOnnxExecutor(await loadBinding(), options);
}

/**
 * An executor over ONNX Runtime on the GPU, from the packages `onnxruntime-node` and `koffi`.
 *
 * @throws GenlabError where one of them is not installed, or there is no GPU for it.
 */
export async function openWebgpuExecutor(): Promise<Executor> {
  return createWebgpuExecutor(await libraryHere());
}

async function libraryHere(): Promise<OnnxRuntimeLibrary> {
  const { default: koffi } = await optionalPackage<{ default: Koffi }>(FOREIGN_FUNCTIONS);
  return { koffi, library: findLibrary() };
}

const LIBRARIES: { readonly [Platform in NodeJS.Platform]?: string } = {
  linux: "libonnxruntime.so.1",
  darwin: "libonnxruntime.1.dylib",
  win32: "onnxruntime.dll",
};

/**
 * ONNX Runtime's shared library for this platform, which `onnxruntime-node` brings.
 *
 * @throws GenlabError where that is not installed, or has none.
 */
export function findLibrary(): string {
  const name = LIBRARIES[process.platform] ?? "";
  const binaries = join(dirname(manifestOf(RUNTIME)), "bin");
  const paths = readdirSync(binaries).map((version) => join(binaries, version, process.platform, process.arch, name));
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new GenlabError(`${RUNTIME} has no library for ${process.platform} ${process.arch}.`);
  return path;
}

/**
 * ONNX Runtime by its own binding, `onnxruntime-node`.
 *
 * @throws GenlabError where that is not installed, or does not open.
 */
export async function loadBinding(): Promise<Ort> {
  return (await optionalPackage<{ default: Ort }>(RUNTIME)).default;
}

async function optionalPackage<Module>(name: string): Promise<Module> {
  return import(name).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? `package ${name} not installed` : cause.message, { cause });
  });
}

function manifestOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch (cause) {
    throw new GenlabError(`package ${name} not installed`, { cause });
  }
}
