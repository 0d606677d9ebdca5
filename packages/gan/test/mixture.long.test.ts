import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { createGan, type Gan } from "@genlab/gan";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { fill, memory, setBackend, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const BATCH = 32;
const COUNT = 500;

type Rng = ReturnType<typeof createRng>;

/** Gaussians at (−1, ½) and (1, ½), classes 0 and 1, with deviation 0.1. */
function mixture(rng: Rng) {
  const data = new Float32Array(2 * BATCH);
  const classes = Int32Array.from({ length: BATCH }, (_, i) => i % 2);
  rng.fillNormal(data);
  for (let i = 0; i < BATCH; i++) {
    data[2 * i] = 0.1 * data[2 * i]! + (i % 2 === 0 ? -1 : 1);
    data[2 * i + 1] = 0.1 * data[2 * i + 1]! + 0.5;
  }
  return { x: { data, shape: [BATCH, 2] }, y: { data: classes, shape: [BATCH] } };
}

async function fit(gan: Gan, rng: Rng): Promise<Trainer> {
  const trainer = new Trainer(gan, { optimizer: adam({ learningRate: 4e-3, beta1: 0.5 }), rng: rng.fork("training") });
  for (let step = 0; step < 300; step++) {
    for (const terms of (await trainer.update(mixture(rng))).values()) terms.dispose();
  }
  return trainer;
}

/** The shares of points near (−1, ½) and near (1, ½). */
function shares(draw: () => Tensor): [left: number, right: number] {
  const points = tidy(() => draw().dataSync());
  const near = (center: number) =>
    Array.from({ length: COUNT }, (_, i) => Math.hypot(points[2 * i]! - center, points[2 * i + 1]! - 0.5) < 0.4);
  const share = (center: number) => near(center).filter(Boolean).length / COUNT;
  return [share(-1), share(1)];
}

const small = { shape: [2], latent: 2, hidden: [32, 32], batchNorm: false };
const context = () => createContext({ rng: createRng(2) });

describe("on a mixture of two Gaussians", () => {
  it("a gan finds both and puts most of its mass near them", async () => {
    const before = memory().numTensors;
    const rng = createRng(1);
    const gan = createGan(small, rng.fork("model"));
    const draw = () => gan.sample(COUNT, context());
    expect(Math.max(...shares(draw))).toBeLessThan(0.2);
    const trainer = await fit(gan, rng);
    const [left, right] = shares(draw);
    expect(Math.min(left, right)).toBeGreaterThan(0.25);
    expect(left + right).toBeGreaterThan(0.75);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    ["projection", {}],
    ["an auxiliary classifier", { auxiliaryWeight: 1 }],
  ])("a gan with %s gives the class that is asked for", async (_, options) => {
    const rng = createRng(1);
    const gan = createGan({ ...small, classes: 2, ...options }, rng.fork("model"));
    const trainer = await fit(gan, rng);
    const of = (index: number) => shares(() => gan.sampleClasses(fill([COUNT], index, "int32"), context()));
    const [[left, wrong], [wrongToo, right]] = [of(0), of(1)];
    expect(Math.min(left, right)).toBeGreaterThan(0.8);
    expect(Math.max(wrong, wrongToo)).toBeLessThan(0.02);
    trainer.dispose();
  });
});
