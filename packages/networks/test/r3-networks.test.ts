import "@tensorflow/tfjs-backend-cpu";
import { createRng, namedParameters } from "@genlab/core";
import { r3Networks } from "@genlab/networks";
import { moments, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("the weights of R3GAN's networks", () => {
  const parameters = namedParameters(
    r3Networks({ shape: [8, 8, 1], latent: 64, channels: [32, 64], blocks: 2 }, createRng(1)),
  );
  const deviation = (path: string) => Math.sqrt(moments(parameters.get(path)!).variance.dataSync()[0]!);

  // gain² / fan, gain² = 2 / (1 + 0.2²) · (4 blocks)^(−½); four standard errors of a deviation are 4 / √(2 count)
  it.each([
    ["discriminator.layers.2.branch.layers.0.weight", 32 * 64, 32],
    ["discriminator.layers.2.branch.layers.2.weight", 9 * 16 * 64, 9 * 16],
  ])("start as Fixup has it: %s", (path, count, fan) => {
    const expected = Math.sqrt(2 / 1.04 / 2 / fan);
    expect(Math.abs(deviation(path) / expected - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
  });

  it("are in groups of 16 channels, and end each block with 0", () => {
    expect(parameters.get("generator.layers.1.branch.layers.2.weight")!.shape).toEqual([3, 3, 16, 128]);
    const last = [...parameters].filter(([path]) => path.endsWith("branch.layers.4.weight"));
    expect(last.length).toBe(8);
    expect(last.flatMap(([, weight]) => [...weight.dataSync()]).every((value) => value === 0)).toBe(true);
  });
});
