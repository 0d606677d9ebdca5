import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { prepareBackend } from "@genlab/backends";
import { env, setBackend } from "@tensorflow/tfjs-core";
import { beforeEach, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The tfjs backend that a browser test is for. */
    readonly backend: "webgl" | "webgpu";
  }
}

const name = inject("backend");
const started = await setBackend(name).catch(() => false);
if (started) prepareBackend(name);
else if (name === "webgl") throw new Error("This Chromium has no WebGL 2, not even in software.");
beforeEach(({ skip }) => skip(!started, `this Chromium has no adapter for ${name}`));

// tfjs would compute small tensors, and so most of a test's, on the cpu
env().set("WEBGL_CPU_FORWARD", false);
env().set("WEBGPU_CPU_FORWARD", false);
