import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe } from "vitest";
import { openWebgpuRuntime } from "../src/index.js";
import { openGpu } from "./open-gpu.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const gpu = await openGpu();

describe.skipIf(!gpu)("WebGPU in Node", () =>
  itIsARuntime({ create: () => openWebgpuRuntime({ ...(gpu && { gpu }), software: true }), tolerance: 1e-3 }),
);
