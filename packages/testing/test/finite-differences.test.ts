import "@tensorflow/tfjs-backend-cpu";
import { createRng, parameter } from "@genlab/core";
import { expectGradientsToMatch } from "@genlab/testing";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => tf.setBackend("cpu"));

const draw = (...shape: number[]) => createRng(1).normal(shape);

/** tanh whose gradient is off by a factor, or right in first order alone: the saved output is not connected with x. */
const flawed = (factor: number) =>
  tf.customGrad((x, save) => {
    const value = tf.tanh(x as tf.Tensor);
    (save as tf.GradSaveFunc)([value]);
    const gradFunc = (dy: tf.Tensor, [y]: tf.Tensor[]) => tf.mul(tf.mul(dy, factor), tf.sub(1, tf.square(y!)));
    return { value, gradFunc };
  });

describe("expectGradientsToMatch", () => {
  it("returns a small error for a right gradient, of any shape", () => {
    expect(expectGradientsToMatch(tf.sin, [draw(2, 3)], { order: 2 })).toBeLessThan(1e-4);
    expect(expectGradientsToMatch((a, b) => tf.sum(tf.mul(a, b)), [draw(2, 3), draw(3)])).toBeLessThan(1e-4);
  });

  it("finds a factor of 2 %, and names the entry", () => {
    expect(() => expectGradientsToMatch(flawed(1.02), [draw(3)])).toThrow(/The gradient at input 0 \[3\], entry \d is/);
    expect(() => expectGradientsToMatch(flawed(1), [draw(3)])).not.toThrow();
  });

  it("finds a gradient that is right in first order alone", () => {
    const cubed = (x: tf.Tensor) => tf.pow(flawed(1)(x), 3);
    expect(() => expectGradientsToMatch(cubed, [draw(3)])).not.toThrow();
    expect(() => expectGradientsToMatch(cubed, [draw(3)], { order: 2 })).toThrow(
      "The gradient of a gradient at input 0",
    );
  });

  it("takes a small gradient as seriously as a large one", () => {
    const small = (x: tf.Tensor) => tf.mul(flawed(1.1)(x), 1e-2);
    expect(() => expectGradientsToMatch(small, [draw(3)])).toThrow("The gradient at input 0");
  });

  it("moves variables in place and puts them back", () => {
    const weight = parameter(() => draw(2, 2));
    const before = [...weight.dataSync()];
    // the function reads the variable, not its argument
    expect(
      expectGradientsToMatch((x) => tf.tanh(tf.matMul(x, weight)), [draw(1, 2), weight], { order: 2 }),
    ).toBeLessThan(1e-3);
    expect([...weight.dataSync()]).toEqual(before);
    const wrong = (x: tf.Tensor) => flawed(1.1)(tf.matMul(x, weight));
    expect(() => expectGradientsToMatch(wrong, [tf.tensor([[1, 2]], [1, 2], "int32"), weight])).toThrow(
      "input 1 [2,2]",
    );
  });

  it("takes an input that has no part in the result, and leaves integers alone", () => {
    const indices = tf.tensor([1, 0], [2], "int32");
    expect(expectGradientsToMatch((x, i) => tf.gather(x, i), [draw(3), indices, draw(2)])).toBeLessThan(1e-4);
  });

  it("leaves no tensor", () => {
    const inputs = [draw(2, 3), parameter(() => draw(3))];
    const before = tf.memory().numTensors;
    expectGradientsToMatch((a, b) => tf.tanh(tf.mul(a, b)), inputs, { order: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
