import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer } from "@genlab/core";
import { bernoulli, DecoderLikelihood } from "@genlab/losses";
import { memory, mul, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("the likelihood of a decoder", () => {
  const context = createContext({ rng: createRng(1) });
  const decoder: Layer = { forward: (z) => mul(z, 2) };

  it("decodes to the mean, and charges the data of its codes", () => {
    // logits of log 3: a probability of ¾
    const given = new DecoderLikelihood("Test", { decoder, likelihood: bernoulli });
    const z = tensor([[Math.log(3) / 2], [Math.log(3) / 2]]);
    const x = tensor([[1], [0]]);
    const before = memory().numTensors;
    const [mean, distortion] = [given.decode(z, context), given.distortion(x, z, context)];
    expect(memory().numTensors - before).toBe(2);
    for (const value of mean.dataSync()) expect(value).toBeCloseTo(0.75, 6);
    const [on, off] = distortion.dataSync();
    expect(on).toBeCloseTo(-Math.log(0.75), 6);
    expect(off).toBeCloseTo(-Math.log(0.25), 6);
  });

  it("refuses what is no likelihood, and what is no layer, in the name of who holds it", () => {
    expect(() => new DecoderLikelihood("Vae", { decoder, likelihood: {} as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`likelihood\` of Vae is {}. Expected what has negativeLog() and mean(), such as \`bernoulli\` of @genlab/losses.]`,
    );
    expect(() => new DecoderLikelihood("Vae", { decoder: {} as never, likelihood: bernoulli })).toThrow("`decoder` of");
  });
});
