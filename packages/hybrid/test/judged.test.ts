import "@tensorflow/tfjs-backend-cpu";
import type { ImageBatch, Layer, Losses, Model } from "@genlab/core";
import {
  AdversarialAutoencoder,
  AlphaGan,
  AutoencoderInGan,
  StagedAutoencoderGan,
  SupervisedAdversarialAutoencoder,
  WaeGan,
  WeightedVaeGan,
} from "@genlab/hybrid";
import { type AdversarialLoss, nonSaturating, relativisticAverage } from "@genlab/losses";
import { add, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, layerOf, numbers, softplus } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const batch = (): ImageBatch => ({ x: tensor([[100]]), y: tensor([0], [1], "int32") });
const lossesOf = (model: Model, name: string): Losses =>
  model
    .phases()
    .find((phase) => phase.name === name)!
    .loss(batch(), evaluation());

/** The identity, which notes what it is given. */
const watching = (seen: number[]): Layer =>
  layerOf((x) => {
    seen.push(...x.dataSync());
    return x;
  });

describe("discriminators judge", () => {
  // E is the identity and G adds 1000, so that every number tells what it is
  const [encoder, generator] = [layerOf((x) => x), layerOf((z) => add(z, 1000))];

  it("draws from the prior as real and codes as fake in a wae-gan", () => {
    const model = new WaeGan({ encoder, decoder: generator, discriminator: watching([]) }, { latent: 1 });
    const { total, real, fake } = numbers(lossesOf(model, "discriminator"));
    expect(Math.abs(real!)).toBeLessThan(10);
    expect(fake).toBe(100);
    expect(total).toBeCloseTo(softplus(-real!) + 100, 4);
  });

  it("data as real and what is generated as fake in an alpha-gan, and in its codes draws and codes", () => {
    const data: number[] = [];
    const networks = { encoder, generator, discriminator: watching(data), codeDiscriminator: watching([]) };
    const model = new AlphaGan(networks, { latent: 1 });
    const ofData = numbers(lossesOf(model, "discriminator"));
    expect(ofData.real).toBe(100);
    expect(data).toEqual([100, 1100, expect.closeTo(1000, -1)]);
    const ofCodes = numbers(lossesOf(model, "code-discriminator"));
    expect(Math.abs(ofCodes.real!)).toBeLessThan(10);
    expect(ofCodes.fake).toBe(100);
  });
});

describe.each([
  ["adversarial-autoencoder", "encoder", "decoder", AdversarialAutoencoder],
  ["supervised-adversarial-autoencoder", "encoder", "decoder", SupervisedAdversarialAutoencoder],
  ["wae-gan", "autoencoder", "decoder", WaeGan],
  ["autoencoder-in-gan", "autoencoder", "generator", AutoencoderInGan],
  ["weighted-vae-gan", "autoencoder", "decoder", WeightedVaeGan],
  ["staged-autoencoder-gan", "generator", "generator", StagedAutoencoderGan],
] as const)("the discriminator of %s", (_, phase, decodes, Hybrid) => {
  const calls = (game: AdversarialLoss) => {
    let calls = 0;
    const discriminator = layerOf((x) => {
      calls += 1;
      return x;
    });
    const networks = { encoder: always([0, 0]), [decodes]: always([1]), discriminator };
    const isSupervised = Hybrid === SupervisedAdversarialAutoencoder;
    const settings = { latent: 1, ...(isSupervised && { classes: 1 }), game };
    lossesOf(new Hybrid(networks as never, settings as typeof settings & { classes: number }), phase);
    return calls;
  };

  it("sees real examples in the other phase only where the game compares the two", () => {
    expect([calls(nonSaturating), calls(relativisticAverage)]).toEqual([1, 2]);
  });
});
