import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Rng } from "@genlab/core";
import { draganPenalty, orthogonalPenalty, r1Penalty, r2Penalty, wassersteinGradientPenalty } from "@genlab/losses";
import { itIsALoss, type LossSpecification } from "@genlab/testing";
import {
  add,
  conv2d,
  grads,
  leakyRelu,
  matMul,
  mean,
  mul,
  neg,
  reshape,
  rsqrt,
  setBackend,
  square,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tanh,
  tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("penalties");

/** The critics of penalties.py. */
const critic = (first: Tensor, second: Tensor) => (x: Tensor) =>
  matMul(tanh(matMul(x as Tensor2D, first as Tensor2D)), second as Tensor2D);

const convolutional = (kernel: Tensor, scale: Tensor, dense: Tensor, out: Tensor) => (x: Tensor) => {
  const y = conv2d(x as Tensor4D, kernel as Tensor4D, 2, "valid");
  const centred = sub(y, mean(y, [1, 2, 3], true));
  const normal = mul(centred, rsqrt(add(mean(square(centred), [1, 2, 3], true), 1e-5)));
  const features = reshape(leakyRelu(mul(normal, scale), 0.2), [x.shape[0]!, -1]);
  return matMul(tanh(matMul(features, dense as Tensor2D)), out as Tensor2D);
};

/** Gives the uniform draws of the fixture, in turn. */
function drawing(...draws: Tensor[]): Rng {
  const left = [...draws];
  return { ...createRng(0), uniform: () => left.shift()! };
}

const losses: Record<string, Pick<LossSpecification, "loss" | "couplesExamples" | "examples">> = {
  wassersteinGradientPenalty: {
    loss: (real, fake, share, first, second) =>
      wassersteinGradientPenalty({ judge: critic(first!, second!), real: real!, fake: fake! }, drawing(share!)),
  },
  "wassersteinGradientPenalty, one-sided": {
    loss: (real, fake, share, first, second) =>
      wassersteinGradientPenalty(
        { judge: critic(first!, second!), real: real!, fake: fake!, sides: "one" },
        drawing(share!),
      ),
  },
  "wassersteinGradientPenalty, convolutional": {
    loss: (real, fake, share, kernel, scale, dense, out) =>
      wassersteinGradientPenalty(
        { judge: convolutional(kernel!, scale!, dense!, out!), real: real!, fake: fake! },
        drawing(share!),
      ),
  },
  draganPenalty: {
    examples: [0],
    loss: (real, share, noise, first, second) =>
      draganPenalty({ judge: critic(first!, second!), real: real! }, drawing(share!, noise!)),
  },
  r1Penalty: { loss: (real, first, second) => r1Penalty({ judge: critic(first!, second!), real: real! }) },
  orthogonalPenalty: { loss: (weight) => orthogonalPenalty(weight!), couplesExamples: true },
  "orthogonalPenalty, free": {
    loss: (weight) => orthogonalPenalty(weight!, { norms: "free" }),
    couplesExamples: true,
  },
};

for (const [name, specification] of Object.entries(losses)) {
  describe(name, () => itIsALoss({ ...specification, source: fixture.source, cases: fixture.cases(name) }));
}
describe("r2Penalty", () =>
  itIsALoss({
    loss: (fake, first, second) => r2Penalty({ judge: critic(first!, second!), fake: fake! }),
    source: fixture.source,
    cases: fixture.cases("r1Penalty"),
  }));

describe("where the critic is flat", () => {
  const flat = (weight: Tensor) => (x: Tensor) => matMul(x as Tensor2D, weight as Tensor2D);
  const values = (penalty: (weight: Tensor) => ReturnType<typeof r1Penalty>) =>
    tidy(() => {
      const weight = zeros([3, 1]);
      return { value: penalty(weight).dataSync()[0], gradient: [...grads(penalty)([weight])[0]!.dataSync()] };
    });
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const rng = () => createRng(1);

  it("penalties are finite and so are their gradients, by hand", () => {
    const penalty = values((w) => wassersteinGradientPenalty({ judge: flat(w), real: x, fake: neg(x) }, rng()));
    expect(penalty.value).toBeCloseTo(1, 5);
    expect(penalty.gradient).toEqual([0, 0, 0]);
    expect(values((w) => draganPenalty({ judge: flat(w), real: x }, rng())).gradient).toEqual([0, 0, 0]);
    expect(values((w) => r1Penalty({ judge: flat(w), real: x }))).toEqual({ value: 0, gradient: [0, 0, 0] });
  });
});

describe("wassersteinGradientPenalty", () => {
  it("draws one share an example, the same for the same seed", () => {
    const at: number[][] = [];
    const judge = (x: Tensor) => {
      at.push([...x.dataSync()]);
      return square(x);
    };
    const [real, fake] = [
      tensor([
        [1, 10],
        [1, 10],
      ]),
      zeros([2, 2]),
    ];
    const penalty = () => tidy(() => wassersteinGradientPenalty({ judge, real, fake }, createRng(3)).dataSync()[0]);
    expect(penalty()).toBe(penalty());
    const [a, b, c, d] = at[0]!;
    expect(b! / a!).toBeCloseTo(10, 4);
    expect(d! / c!).toBeCloseTo(10, 4);
    expect(a).not.toBe(c);
  });

  it("refuses real and fake of different shapes", () => {
    const options = { judge: (x: Tensor) => x, real: zeros([2, 3]), fake: zeros([3, 3]) };
    expect(() => tidy(() => wassersteinGradientPenalty(options, createRng(1)))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: wassersteinGradientPenalty: real has shape [2,3], fake [3,3]. Give both the same shape [batch, ...].]`,
    );
  });
});
