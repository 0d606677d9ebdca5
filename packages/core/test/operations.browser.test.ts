import { createRng } from "@genlab/core";
import { backend, dispose, memory, setBackend, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { elementwiseCases } from "./elementwise-cases.js";
import type { GradientCase } from "./gradient-cases.js";
import { gradientValues, type InputValues } from "./gradient-values.js";
import { structureCases } from "./structure-cases.js";
import { windowCases } from "./window-cases.js";

const cases = [...elementwiseCases, ...structureCases, ...windowCases];

/** Of the largest entry, or of one. */
const TOLERANCE = 1e-4;
/** GLSL and WGSL promise an error of at most 2^-11 for these. */
const TRIGONOMETRIC = /^(cos|sin)$/;

const name = inject("backend");
const failures: string[] = [];
beforeAll(() => {
  if (name === "webgpu") reportFailures(failures);
});

// operations.test.ts compares the cpu backend with central differences
describe("gradients of first and second order are those on cpu", () => {
  it.each(cases)("$name", async (gradientCase) => {
    const { f } = gradientCase;
    const inputs = await drawnInputs(gradientCase);
    const expected = await valuesOn("cpu", f, inputs);
    const given = await valuesOn(name, f, inputs);
    expect(failures.splice(0)).toEqual([]);
    expect(given.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
    const errors = expected.map((values, i) => {
      const difference = Math.max(...values.map((value, entry) => Math.abs(value - given[i]![entry]!)));
      return difference / Math.max(1, ...values.map(Math.abs));
    });
    expect(Math.max(...errors)).toBeLessThan(TRIGONOMETRIC.test(gradientCase.name) ? 1e-3 : TOLERANCE);
  });
});

async function drawnInputs({ inputs }: GradientCase): Promise<InputValues[]> {
  await setBackend("cpu");
  const drawn = tidy(() => inputs(createRng(7)));
  const values = drawn.map((input) => ({ values: input.dataSync(), shape: input.shape, dtype: input.dtype }));
  dispose(drawn);
  return values;
}

async function valuesOn(name: string, f: GradientCase["f"], inputs: readonly InputValues[]): Promise<Float32Array[]> {
  await setBackend(name);
  const before = [memory().numTensors, backend().numDataIds()];
  const tensors = tidy(() => gradientValues(f, inputs));
  const values = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
  dispose(tensors);
  expect([memory().numTensors, backend().numDataIds()]).toEqual(before);
  return values;
}

/** WebGPU goes on after a shader that does not compile, with whatever the output's memory held. */
function reportFailures(failures: string[]): void {
  const { device } = backend() as unknown as { device: EventTarget };
  device.addEventListener("uncapturederror", (event) => {
    failures.push((event as Event & { readonly error: Error }).error.message);
  });
}
