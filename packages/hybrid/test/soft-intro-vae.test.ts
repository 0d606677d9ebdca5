import "@tensorflow/tfjs-backend-cpu";
import { gradients, namedParameters } from "@genlab/core";
import { createSoftIntroVae, SoftIntroVae } from "@genlab/hybrid";
import { Linear } from "@genlab/layers";
import { itIsAModel } from "@genlab/testing";
import { concat, fill, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, layerOf, numbers, points, small, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("soft-introvae of points", () => {
  itIsAModel({ create: (rng) => createSoftIntroVae({ ...small, shape: [2], latent: 2 }, rng), batch: points });
});

describe("the losses of a soft-introvae", () => {
  // q = N(1, 1) always: KL = ½; the decoder gives (1, 0) always, so that fakes are reconstructed without error
  const networks = { encoder: always([1, 0]), decoder: always([1, 0]) };
  const settings = { latent: 1, reconstructionWeight: 0.5, beta: 3, negativeBeta: 7, fakeReconstructionWeight: 0.1 };
  const model = new SoftIntroVae(networks, settings);
  const x = () => tensor([[1, 2]]);

  it("are the weighted ELBO of data and the exponential of that of fakes for the encoder", () => {
    const terms = numbers(model.encoderLosses({ x: x() }, evaluation()));
    expect(terms).toMatchObject({ reconstruction: 4, kl: 0.5 });
    const expelbo = Math.exp((-2 / 2) * 7 * 0.5);
    expect(terms.expelbo).toBeCloseTo(expelbo, 6);
    expect(terms.total).toBeCloseTo((0.5 * 4 + 3 * 0.5) / 2 + expelbo / 2, 5);
  });

  it("are the reconstruction of data and the KL of fakes for the decoder", () => {
    const terms = numbers(model.decoderLosses({ x: x() }, evaluation()));
    expect(terms.total).toBeCloseTo((0.5 * 4 + 3 * 0.5) / 2, 5);
  });

  it("hold the decoder to what fakes are, weighted by γ_r", () => {
    // E(x) = N(x, e⁻⁶⁰) and G(z) = w z with w = 2: a fake f = w z comes back as w f, and is itself a constant
    const encoder = layerOf((x) => concat([x, fill(x.shape, -60)], 1));
    const decoder = new Linear({ inputs: 1, outputs: 1, bias: false }, training().rng);
    decoder.weight.assign(tensor([[2]]));
    const weights = { reconstructionWeight: 0.5, beta: 0, fakeReconstructionWeight: 0.25 };
    const scaling = new SoftIntroVae({ encoder, decoder }, { latent: 1, ...weights });
    const loss = () => scaling.decoderLosses({ x: tensor([[3]]) }, training());
    const { rng } = training();
    rng.normal([1, 1]); // the posterior's draw
    const squares = [3, rng.normal([1, 1]).dataSync()[0]!].map((z) => z * z);
    const mean = (squares[0]! + squares[1]!) / 2;
    // ½ (w · 3 − 3)² + ¼ · ½ mean (w² z − f)²
    expect(numbers(loss()).total).toBeCloseTo(0.5 * 9 + 0.25 * 0.5 * 4 * mean, 4);
    const found = gradients(namedParameters(decoder), loss).gradients.get("weight")!.dataSync()[0]!;
    expect(found).toBeCloseTo(0.5 * 18 + 0.25 * 0.5 * 2 * 2 * 4 * mean, 3);
  });

  it("take fakes for constants where the encoder learns", () => {
    // E(x) = (w x, 0): fakes depend on w only by way of their own codes
    const rng = training().rng;
    const encoder = new Linear({ inputs: 1, outputs: 2, bias: false }, rng);
    encoder.weight.assign(tensor([[0.5, 0]]));
    const decoder = new Linear({ inputs: 1, outputs: 1, bias: false }, rng);
    decoder.weight.assign(tensor([[2]]));
    const linear = new SoftIntroVae(
      { encoder, decoder },
      { latent: 1, reconstructionWeight: 0, beta: 0, negativeBeta: 1 },
    );
    const loss = () => linear.encoderLosses({ x: tensor([[1]]) }, training());
    const found = gradients(namedParameters(encoder), loss).gradients.get("weight")!.dataSync()[0]!;
    // fakes: f₁ = 2 (0.5 + ε₁) and f₂ = 2 ε₂ of the context's first two draws; K(f) = ½ (w f)²
    const draws = training().rng;
    const fakes = [2 * (0.5 + draws.normal([1, 1]).dataSync()[0]!), 2 * draws.normal([1, 1]).dataSync()[0]!];
    // d/dw of ½ mean exp(-2 · ½ w² f²) at w = ½
    const expected = fakes.reduce((sum, f) => sum + (0.5 * Math.exp(-0.25 * f * f) * -f * f) / 2, 0);
    expect(found).toBeCloseTo(expected, 5);
  });
});
