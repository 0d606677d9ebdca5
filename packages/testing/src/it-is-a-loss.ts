import { concat, grads, memory, type Scalar, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { expectGraphToMatch } from "./expect-graph-to-match.js";
import { expectGradientsToMatch } from "./finite-differences.js";

export interface TensorValues {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Inputs, and what a source gives for them. */
export interface LossCase {
  readonly inputs: readonly TensorValues[];
  readonly value: number;
  /** d value / d input, for each input; null where the source has none. */
  readonly gradients: readonly (TensorValues | null)[];
  /** The value of each example. */
  readonly perExample?: readonly number[];
}

export interface LossSpecification {
  readonly loss: ((...inputs: Tensor[]) => Scalar) & { readonly perExample?: (...inputs: never[]) => Tensor };
  /** Where the cases are from, for the names of the tests: "PyTorch 2.13". */
  readonly source: string;
  /** The first is also checked against finite differences, so it keeps away from kinks. */
  readonly cases: readonly LossCase[];
  /** Inputs at which the value and the gradients must be finite. */
  readonly extremes?: readonly (readonly TensorValues[])[];
  /** Whether the loss is no mean over the batch but compares examples with each other. Default false. */
  readonly couplesExamples?: boolean;
}

/** What every loss promises. */
export function itIsALoss({ loss, source, cases, extremes = [], couplesExamples = false }: LossSpecification): void {
  for (const [i, { inputs, value, gradients, perExample }] of cases.entries()) {
    const shapes = inputs.map(({ shape }) => `[${shape}]`).join(", ");

    it(`gives the value and the gradients of ${source}: case ${i}, ${shapes}`, () => {
      tidy(() => {
        const result = loss(...tensors(inputs));
        expect(result.shape).toEqual([]);
        expectClose([...result.dataSync()], [value], "value");
        for (const [k, gradient] of grads(loss)(tensors(inputs)).entries()) {
          const expected = gradients[k];
          if (!expected) continue;
          expect(gradient.shape).toEqual(expected.shape);
          expectClose([...gradient.dataSync()], expected.values, `gradient of input ${k}`, 0.01);
        }
        if (!perExample || !loss.perExample) return;
        const each = loss.perExample(...(tensors(inputs) as never[]));
        expect(each.shape).toEqual([inputs[0]!.shape[0]]);
        expectClose([...each.dataSync()], perExample, "value of each example");
      });
    });
  }

  const { inputs } = cases[0]!;

  it("has gradients that match finite differences", () => {
    tidy(() => void expectGradientsToMatch(loss, tensors(inputs)));
  });

  it("is traced, with its gradients, as it computes", () => {
    tidy(() => expectGraphToMatch((given) => [loss(...given), ...grads(loss)([...given])], tensors(inputs)));
  });

  if (!couplesExamples) {
    it("is a mean over the batch: the batch twice over has the same value", () => {
      tidy(() => {
        const once = tensors(inputs);
        const batch = once[0]!.shape[0];
        const twice = once.map((input) => (input.shape[0] === batch ? concat([input, input]) : input));
        expectClose([...loss(...twice).dataSync()], [...loss(...once).dataSync()], "value");
      });
    });
  }

  it("leaves its inputs as they were and keeps no tensor", () => {
    const before = memory().numTensors;
    const held = tensors(inputs);
    tidy(() => loss(...held)).dispose();
    for (const [k, input] of held.entries()) expectClose([...input.dataSync()], inputs[k]!.values, `input ${k}`);
    for (const input of held) input.dispose();
    expect(memory().numTensors).toBe(before);
  });

  for (const [i, extreme] of extremes.entries()) {
    it(`is finite with finite gradients at extreme ${i}`, () => {
      tidy(() => {
        const found = [loss(...tensors(extreme)), ...grads(loss)(tensors(extreme))];
        for (const values of found) expect([...values.dataSync()].every(Number.isFinite)).toBe(true);
      });
    });
  }
}

const tensors = (inputs: readonly TensorValues[]): Tensor[] =>
  inputs.map(({ shape, values }) => tensor([...values], [...shape], "float32"));

/** Within 3e-5 of the largest entry, or of the least scale: what float32 sums allow. */
function expectClose(actual: readonly number[], expected: readonly number[], what: string, scale = 1): void {
  expect(actual.length, what).toBe(expected.length);
  const tolerance = 3e-5 * Math.max(scale, ...expected.map(Math.abs));
  const wrong = expected.findIndex((value, i) => !(Math.abs(actual[i]! - value) <= tolerance));
  expect(wrong, `${what}: entry ${wrong} is ${actual[wrong]}, not ${expected[wrong]}`).toBe(-1);
}
