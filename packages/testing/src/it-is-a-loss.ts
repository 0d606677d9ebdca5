import { GenlabError } from "@genlab/core";
import {
  concat,
  grads,
  memory,
  ones,
  type Scalar,
  scalar,
  type Tensor,
  tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
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
  /** Which inputs are batches of examples of one shape. Default: those that have the shape of the first. */
  readonly examples?: readonly number[];
  /** Whether it takes tensors of different numbers of examples, such as logits of real and of fake ones. Default false. */
  readonly sizesMayDiffer?: boolean;
}

/** What every loss promises. */
export function itIsALoss(specification: LossSpecification): void {
  const { loss, source, cases, extremes = [], couplesExamples = false, sizesMayDiffer = false } = specification;
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

  it("leaves its inputs as they were and no tensor but its result, without a tidy around it", () => {
    const before = memory().numTensors;
    const held = tensors(inputs);
    const perExample = loss.perExample as ((...inputs: Tensor[]) => Tensor) | undefined;
    for (const call of perExample ? [loss, perExample] : [loss]) {
      const kept = memory().numTensors;
      const result = call(...held);
      expect(memory().numTensors - kept).toBe(1);
      result.dispose();
    }
    for (const [k, input] of held.entries()) expectClose([...input.dataSync()], inputs[k]!.values, `input ${k}`);
    for (const input of held) input.dispose();
    expect(memory().numTensors).toBe(before);
  });

  const ofFirstShape = inputs.flatMap(({ shape }, i) => (`${shape}` === `${inputs[0]!.shape}` ? [i] : []));
  const { examples: batched = ofFirstShape } = specification;
  const refuses = (replace: (i: number) => Tensor | undefined) =>
    expect(() => tidy(() => loss(...tensors(inputs).map((input, i) => replace(i) ?? input)))).toThrow(GenlabError);

  if (batched.length > 0) {
    it("refuses a batch without examples, and what is no batch", () => {
      const [, ...sizes] = inputs[0]!.shape;
      refuses((i) => (batched.includes(i) ? zeros([0, ...sizes]) : undefined));
      refuses((i) => (batched.includes(i) ? scalar(0) : undefined));
    });
  }

  if (!sizesMayDiffer && batched.length > 1) {
    it("refuses inputs that would be broadcast to each other", () => {
      const [size = 0, ...sizes] = inputs[0]!.shape;
      for (const odd of batched) {
        refuses((i) => (i === odd ? zeros([size === 1 ? 2 : 1, ...sizes]) : undefined));
        refuses((i) => (i === odd ? zeros([size, ...sizes, 1]) : undefined));
        if (sizes.some((size) => size > 1))
          refuses((i) => (i === odd ? ones([size, ...sizes.map(() => 1)]) : undefined));
      }
    });
  }

  it("gives for integers what it gives for the same floats", () => {
    tidy(() => {
      const whole = inputs.map(({ shape, values }) => ({ shape, values: values.map(Math.round) }));
      const floats = tensors(whole);
      const integers = whole.map(({ shape, values }) => tensor([...values], [...shape], "int32"));
      const expected = [...loss(...floats).dataSync()];
      for (const chosen of [batched, ...batched.map((i) => [i])]) {
        const given = floats.map((input, i) => (chosen.includes(i) ? integers[i]! : input));
        expectClose([...loss(...given).dataSync()], expected, `value with integers for ${chosen}`);
      }
    });
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
