import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe } from "vitest";
import { hasFused } from "../src/runtime/features.js";
import { WasmRuntime } from "../src/runtime/wasm-runtime.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("WebAssembly", () => itIsARuntime({ create: async () => new WasmRuntime({ isFused: hasFused() }) }));
