import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Decodes, withPrior } from "@genlab/core";
import { adam } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createCodeVae } from "@genlab/vae";
import { mul, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { context, meanOf, numbers } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const codes = { x: { data: Float32Array.from({ length: 12 }, (_, i) => Math.sin(i)), shape: [4, 3] } };

describe("vae of codes", () => {
  itIsAModel({ create: (rng) => createCodeVae({ latent: 3, hidden: [5] }, rng), batch: codes });
});

describe("a vae of codes as a prior", () => {
  it("learns codes that are far from N(0, I), with their spread", async () => {
    const rng = createRng(1);
    const model = createCodeVae({ latent: 1, hidden: [8] }, rng.fork("model"));
    const trainer = new Trainer(model, { optimizer: adam({ learningRate: 2e-2 }), rng: rng.fork("training") });
    const source = rng.fork("codes");
    const data = new Float32Array(64);
    for (let step = 0; step < 300; step++) {
      source.fillNormal(data);
      const x = { data: data.map((value) => 4 + 0.5 * value), shape: [64, 1] };
      for (const terms of (await trainer.update({ x })).values()) terms.dispose();
    }
    const twice: Decodes = { decode: (z) => mul(z, 2) };
    const draws = numbers(withPrior(twice, model).sample(4000, context()));
    expect(meanOf(draws)).toBeCloseTo(8, 0);
    const deviation = Math.sqrt(meanOf(draws.map((x) => (x - meanOf(draws)) ** 2)));
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(1.3);
    trainer.dispose();
  });
});
