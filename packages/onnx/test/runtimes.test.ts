import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime, kernelCases } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import * as binding from "onnxruntime-node";
import { beforeAll, describe } from "vitest";
import type { Ort } from "../src/index.js";
import { openOrtRuntime } from "../src/runtime/open-ort-runtime.js";
import { openNative } from "./open-native.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("ONNX Runtime by its C interface", () =>
  itIsARuntime({ create: () => openOrtRuntime(openNative(), { threads: 1 }) }));

// the models that it is given are the same
const cases = kernelCases.filter((_, i) => i % 10 === 0);

describe("ONNX Runtime by its binding", () =>
  itIsARuntime({
    create: () => openOrtRuntime(binding as unknown as Ort, { threads: 1 }),
    cases,
    models: ["vae", "gan"],
  }));
