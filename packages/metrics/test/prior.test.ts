import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Decodes, type Encodes, withPrior } from "@genlab/core";
import { batches, gaussianRing } from "@genlab/data";
import { encodeData, fitGaussianMixture, modeCoverage } from "@genlab/metrics";
import { add, memory, mul, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(() => setBackend("cpu"));

const ring = gaussianRing();
const data = ring.sample(1000, createRng(1));

/** Codes are far from N(0, I). */
const affine: Encodes & Decodes = {
  encode: (x) => add(mul(x, 5), 3),
  decode: (z) => mul(add(z, -3), 0.2),
};

describe("a mixture as the prior of an encoder and decoder", () => {
  it("draws what the codes are of: all eight modes", async () => {
    const tensors = memory().numTensors;
    const codes = await encodeData(affine, batches(data, { batchSize: 300, lastBatch: "keep", epochs: 1 }), {
      rng: createRng(2),
    });
    expect(codes.shape).toEqual([1000, 2]);
    expect(memory().numTensors).toBe(tensors);

    const { mixture } = fitGaussianMixture(codes, { components: 8, rng: createRng(3) });
    const sampler = withPrior(affine, mixture);
    const draw = (seed: number) => sampler.sample(800, createContext({ rng: createRng(seed) })).dataSync<"float32">();
    const { modesFound, highQuality } = modeCoverage({ data: draw(4), shape: [800, 2] }, ring);
    expect(modesFound).toBe(8);
    expect(highQuality).toBeGreaterThan(0.95); // 0.989 of a Gaussian's mass lies within three deviations
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });

  it("needs examples", async () => {
    const rng = createRng(1);
    await expect(encodeData(affine, [], { rng })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: encodeData: there is no example to encode.]`,
    );
    await expect(encodeData(affine, [{}], { rng })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: encodeData: a batch has no field \`x\`.]`,
    );
  });
});
