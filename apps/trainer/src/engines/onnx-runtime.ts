import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Executor, GenlabError } from "@genlab/core";
import {
  createOnnxExecutor,
  createWebgpuExecutor,
  type Koffi,
  type OnnxExecutor,
  type OnnxRuntimeLibrary,
  type Ort,
  openOnnxRuntime,
} from "@genlab/onnx";
import type { RunConfig } from "../config/run-config.js";

const RUNTIME: string = "onnxruntime-node"; // by a variable, as the next: they may not be installed
const FOREIGN_FUNCTIONS: string = "koffi";

/**
 * An executor over ONNX Runtime, from optional packages: by its C interface; or through its own binding, which copies every result, where
 * that cannot be had, and for what else than the processor. Its name says which.
 */
export async function openExecutor({
  threads,
  provider = "cpu",
  profile,
}: Pick<RunConfig, "threads" | "provider"> & { readonly profile?: string }): Promise<OnnxExecutor> {
  const options = {
    executionProviders: [provider],
    ...(threads !== undefined && { threads }),
    ...(profile !== undefined && { profile }),
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

/** An executor over ONNX Runtime on the GPU, from optional packages. */
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

/** ONNX Runtime's shared library for this platform, which `onnxruntime-node` brings. */
export function findLibrary(): string {
  const name = LIBRARIES[process.platform] ?? "";
  const binaries = join(dirname(manifestOf(RUNTIME)), "bin");
  const paths = readdirSync(binaries).map((version) => join(binaries, version, process.platform, process.arch, name));
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new GenlabError(`${RUNTIME} has no library for ${process.platform} ${process.arch}.`);
  return path;
}

/** ONNX Runtime by its own binding, which is an optional package. */
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
