import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { RunningGaussian } from "@genlab/layers";
import { memory, setBackend, type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

const numbers = (x: Tensor) => Array.from(x.dataSync());

describe("RunningGaussian", () => {
  it("is N(0, I) before it has seen anything, and leaves its draw alone", () => {
    const gaussian = new RunningGaussian({ latent: 2 });
    const before = memory().numTensors;
    const draws = gaussian.draw(3, createRng(1));
    expect(memory().numTensors - before).toBe(1);
    expect(numbers(draws)).toEqual(numbers(createRng(1).normal([3, 2])));
  });

  it("is the plain mean of the first batches, with the spread around the mean at each", () => {
    const gaussian = new RunningGaussian({ latent: 1, decay: 0.9 });
    gaussian.follow(tensor2d([[1], [3]])); // mean 2, spread 1
    gaussian.follow(tensor2d([[4], [8]])); // mean (2 + 6) / 2 = 4, spread (1 + (0 + 16) / 2) / 2
    expect(numbers(gaussian.mean)).toEqual([4]);
    expect(numbers(gaussian.variance)[0]).toBeCloseTo(4.5, 5);
  });

  it("forgets by its decay once there were so many batches", () => {
    const gaussian = new RunningGaussian({ latent: 1, decay: 0.5 });
    for (const code of [0, 0, 0, 8]) gaussian.follow(tensor2d([[code]]));
    expect(numbers(gaussian.mean)).toEqual([4]);
  });
});
