import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { type Koffi, type Ort, openOnnxRuntime } from "@genlab/onnx";

const RUNTIME: string = "onnxruntime-node"; // by a variable, as the next: they may not be installed
const FOREIGN_FUNCTIONS: string = "koffi";

/** ONNX Runtime, from optional packages: by its C interface, or through its own binding, which copies every result, where koffi has no binary. */
export async function loadOnnxRuntime(): Promise<Ort> {
  const library = findLibrary();
  const module =
    library && ((await import(FOREIGN_FUNCTIONS).catch(() => undefined)) as { default: Koffi } | undefined);
  return module ? openOnnxRuntime({ koffi: module.default, library }) : loadBinding();
}

const LIBRARIES: { readonly [Platform in NodeJS.Platform]?: string } = {
  linux: "libonnxruntime.so.1",
  darwin: "libonnxruntime.1.dylib",
  win32: "onnxruntime.dll",
};

/** ONNX Runtime's shared library for this platform, which `onnxruntime-node` brings. */
function findLibrary(): string | undefined {
  const name = LIBRARIES[process.platform];
  if (name === undefined) return undefined;
  try {
    const binaries = join(dirname(createRequire(import.meta.url).resolve(`${RUNTIME}/package.json`)), "bin");
    const paths = readdirSync(binaries).map((version) => join(binaries, version, process.platform, process.arch, name));
    return paths.find((path) => existsSync(path));
  } catch {
    return undefined; // the binding says what is missing
  }
}

async function loadBinding(): Promise<Ort> {
  const module = (await import(RUNTIME).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? `package ${RUNTIME} not installed` : cause.message, { cause });
  })) as { default: Ort };
  return module.default;
}
