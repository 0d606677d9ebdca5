import "@tensorflow/tfjs-backend-cpu";
import { buffer, gradients, namedParameters, parameter } from "@genlab/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

beforeAll(() => tf.setBackend("cpu"));

const model = {
  weight: parameter(() => tf.tensor([1, 2, 3])),
  unused: parameter(() => tf.tensor(1)),
  mean: buffer(() => tf.tensor(4)),
};
const parameters = namedParameters(model);
const total = (value: tf.Tensor) => ({ total: tf.sum(value) as tf.Scalar });

describe("gradients", () => {
  it("are of the total, by path, for the parameters that it depends on", () => {
    const { losses, gradients: found } = gradients(parameters, () => {
      const squares = tf.sum(tf.square(model.weight)) as tf.Scalar;
      return { total: tf.mul(squares, 0.5) as tf.Scalar, squares };
    });
    expect([...found.keys()]).toEqual(["weight"]);
    expect([...found.get("weight")!.dataSync()]).toEqual([1, 2, 3]); // d (x² / 2) / dx = x
    expect(losses.total.dataSync()[0]).toBe(7);
    expect(losses.squares!.dataSync()[0]).toBe(14);
  });

  it("are of the listed parameters alone", () => {
    const other = parameter(() => tf.tensor(2));
    const { gradients: found } = gradients(new Map([["weight", model.weight]]), () =>
      total(tf.mul(model.weight, other)),
    );
    expect([...found.keys()]).toEqual(["weight"]);
    other.dispose();
  });

  it("say which operation has none", () => {
    expect(() => gradients(parameters, () => total(tf.cumprod(model.weight)))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The operation Cumprod has no gradient. Compose it of operations that have one, or register one: registerGradient({ kernelName: "Cumprod", inputsToSave, gradFunc }) of @tensorflow/tfjs-core.]`,
    );
  });

  it("say when no parameter reaches the loss", () => {
    expect(() => gradients(parameters, () => total(tf.tensor([1])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The loss depends on none of the parameters weight, unused. Compute it from them, inside the function.]`,
    );
  });

  it("refuse an empty list", () => {
    expect(() => gradients(new Map(), () => total(model.weight))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no parameter to take a gradient of.]`,
    );
    const input = new Map([["x", tf.tensor([1, 2])]]);
    expect(() => gradients(input as never, () => total(input.get("x")!))).toThrow(
      '"x" is no parameter but a tensor [2]. A gradient by an input is `grad` of @tensorflow/tfjs-core.',
    );
  });

  it("refuse the second order of operations that tfjs defines over a saved output", () => {
    const penalty = (f: (x: tf.Tensor) => tf.Tensor) => () => {
      const slope = tf.grad((x) => tf.sum(f(tf.mul(x, model.weight))))(tf.tensor([0.1, 0.2, 0.3]));
      return total(tf.square(slope));
    };
    expect(() =>
      gradients(
        parameters,
        penalty((x) => tf.square(tf.logSoftmax(x))),
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: tfjs' logSoftmax has no second-order gradient. Write sub(x, logSumExp(x, axis, true)) instead.]`,
    );
  });

  it("of logSoftmax are right in first order", () => {
    const { gradients: found } = gradients(parameters, () => total(tf.slice(tf.logSoftmax(model.weight), [0], [1])));
    const exponentials = [1, 2, 3].map(Math.exp);
    const sum = exponentials.reduce((a, b) => a + b);
    // d logSoftmax(x)_0 / dx_i = [i = 0] - softmax(x)_i
    const expected = exponentials.map((value, i) => (i === 0 ? 1 : 0) - value / sum);
    for (const [i, value] of found.get("weight")!.dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });

  it("of softmaxCrossEntropy are right by the labels too, and refused in second order", () => {
    tf.env().set("IS_TEST", false); // which makes an error of a temporary that tfjs leaves to tidy
    const logits = tf.tensor([[0.5, -1, 2]]);
    const loss = (labels: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits);
    const found = tf.grad(loss)(tf.tensor([[0.2, 0.3, 0.9]]));
    // d/dl sum(-l logSoftmax(x)) = -logSoftmax(x)
    const expected = tf.sub(tf.logSumExp(logits), logits).dataSync();
    for (const [i, value] of found.dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    const slope = (labels: tf.Tensor) => tf.grad(loss)(labels);
    expect(() => tf.grad(slope)(tf.tensor([[0.2, 0.3, 0.9]]))).toThrow("has no second-order gradient");
    tf.env().set("IS_TEST", true);
  });
});

describe("what gradients leave behind", () => {
  let before = 0;
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  const left = () => tf.memory().numTensors - before;

  it("is the results, which the enclosing tidy disposes of", () => {
    tf.tidy(() => {
      gradients(parameters, () => ({ ...total(tf.square(model.weight)), mean: tf.mean(model.weight) as tf.Scalar }));
      expect(left()).toBe(3);
    });
    expect(left()).toBe(0);
  });

  it("is nothing when the loss throws", () => {
    const failing = () => {
      total(tf.tanh(model.weight));
      throw new Error("stopped");
    };
    expect(() => gradients(parameters, failing)).toThrow("stopped");
    expect(left()).toBe(0);
  });

  it("is nothing when the backward pass throws", () => {
    expect(() => gradients(parameters, () => total(tf.cumprod(tf.tanh(model.weight))))).toThrow("Cumprod");
    expect(left()).toBe(0);
  });

  it("is nothing when no parameter reaches the loss", () => {
    expect(() => gradients(parameters, () => total(tf.tanh(tf.tensor([1]))))).toThrow("depends on none");
    expect(left()).toBe(0);
  });

  it("is nothing when an inner gradient throws", () => {
    const failing = () => total(tf.grad((x) => tf.sum(tf.cumprod(tf.mul(x, model.weight))))(tf.tensor([1, 2, 3])));
    expect(() => gradients(parameters, failing)).toThrow("Cumprod");
    expect(left()).toBe(0);
    // and the tape is whole afterwards
    tf.tidy(() => {
      const { gradients: found } = gradients(parameters, () => total(tf.square(model.weight)));
      expect([...found.get("weight")!.dataSync()]).toEqual([2, 4, 6]);
    });
  });
});
