import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { isInstalled, optional, requireInstalled } from "./optional.js";

const require = createRequire(import.meta.url);

/** TensorFlow's C library, through tfjs-node-gpu or else tfjs-node. */
export async function loadTensorflow(): Promise<void> {
  const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"].filter(isInstalled);
  const name = packages.find(hasAddon);
  if (packages.length === 0) requireInstalled("@tensorflow/tfjs-node");
  if (name === undefined) throw new GenlabError("native addon not built; see docs/tensorflow.md of the repository");
  restoreUtilities();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // errors only: it lists the processor's features otherwise
  await optional(name);
}

// looked for beforehand, because the import fails only after it has loaded all of tfjs
function hasAddon(name: string): boolean {
  try {
    const library = join(dirname(require.resolve(`${name}/package.json`)), "lib");
    return readdirSync(library, { recursive: true }).some((path) => String(path).endsWith("tfjs_binding.node"));
  } catch {
    return false;
  }
}

/** tfjs-node 4.22 calls two functions that Node 23 removed, and that Node 22 warns of. */
function restoreUtilities(): void {
  const utilities = require("node:util") as Record<string, unknown>;
  utilities.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  utilities.isArray = Array.isArray;
}
