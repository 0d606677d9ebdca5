import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe } from "vitest";
import { openWebgpuRuntime } from "../src/index.js";
import { openGpu } from "./open-gpu.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const gpu = openGpu();

describe("WebGPU in Node", () => itIsARuntime({ create: () => openWebgpuRuntime({ gpu, software: true }) }));
