import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { createOnnxExecutor, type Koffi, type OnnxExecutor, type Ort, openOnnxRuntime } from "@genlab/onnx";
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
}: Pick<RunConfig, "threads" | "provider">): Promise<OnnxExecutor> {
  const options = { executionProviders: [provider], ...(threads !== undefined && { threads }) };
  if (provider === "cpu") {
    try {
      return await createOnnxExecutor(await openLibrary(), options);
    } catch {
      // the binding may work, and says why where it does not
    }
  }
  return createOnnxExecutor(await loadBinding(), options);
}

async function openLibrary(): Promise<Ort> {
  const { default: koffi } = (await import(FOREIGN_FUNCTIONS)) as { default: Koffi };
  return openOnnxRuntime({ koffi, library: findLibrary() });
}

const LIBRARIES: { readonly [Platform in NodeJS.Platform]?: string } = {
  linux: "libonnxruntime.so.1",
  darwin: "libonnxruntime.1.dylib",
  win32: "onnxruntime.dll",
};

/** ONNX Runtime's shared library for this platform, which `onnxruntime-node` brings. */
export function findLibrary(): string {
  const name = LIBRARIES[process.platform] ?? "";
  const binaries = join(dirname(createRequire(import.meta.url).resolve(`${RUNTIME}/package.json`)), "bin");
  const paths = readdirSync(binaries).map((version) => join(binaries, version, process.platform, process.arch, name));
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new GenlabError(`${RUNTIME} has no library for ${process.platform} ${process.arch}.`);
  return path;
}

async function loadBinding(): Promise<Ort> {
  const module = (await import(RUNTIME).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? `package ${RUNTIME} not installed` : cause.message, { cause });
  })) as { default: Ort };
  return module.default;
}
