// Registers the gradients that tfjs-core ships. Node cannot import that file (its imports lack extensions), a bundler can; the
// registry and the engine are global, so that the copy of tfjs-core in the bundle serves the program's own.
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";

export async function registerTfjsGradients() {
  const core = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-core"));
  const outDir = await mkdtemp(join(tmpdir(), "genlab-"));
  try {
    await build({
      configFile: false,
      logLevel: "error",
      build: {
        outDir,
        minify: false,
        lib: { entry: join(core, "register_all_gradients.js"), formats: ["es"], fileName: "all" },
      },
    });
    await import(pathToFileURL(join(outDir, "all.js")).href);
  } finally {
    await rm(outDir, { recursive: true });
  }
}
