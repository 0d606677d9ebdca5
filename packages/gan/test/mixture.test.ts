import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { createGan } from "@genlab/gan";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { memory, setBackend, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const BATCH = 32;
const COUNT = 500;

/** Two Gaussians at (±1, ½) with deviation 0.1. */
function mixture(rng: ReturnType<typeof createRng>) {
  const data = new Float32Array(2 * BATCH);
  rng.fillNormal(data);
  for (let i = 0; i < BATCH; i++) {
    data[2 * i] = 0.1 * data[2 * i]! + (i % 2 === 0 ? 1 : -1);
    data[2 * i + 1] = 0.1 * data[2 * i + 1]! + 0.5;
  }
  return { x: { data, shape: [BATCH, 2] } };
}

describe("a gan on a mixture of two points", () => {
  it("finds both and puts most of its mass near them", async () => {
    const before = memory().numTensors;
    const rng = createRng(1);
    const options = { shape: [2], latent: 2, hidden: [32, 32], batchNorm: false };
    const gan = createGan(options, rng.fork("model"));
    const optimizer = adam({ learningRate: 4e-3, beta1: 0.5 });
    const trainer = new Trainer(gan, { optimizer, rng: rng.fork("training") });
    const modes = () => {
      const points = tidy(() => gan.sample(COUNT, createContext({ rng: createRng(2) })).dataSync());
      const near = (center: number) =>
        Array.from({ length: COUNT }, (_, i) => Math.hypot(points[2 * i]! - center, points[2 * i + 1]! - 0.5) < 0.4);
      return [-1, 1].map((center) => near(center).filter(Boolean).length / COUNT);
    };
    expect(Math.max(...modes())).toBeLessThan(0.2);
    for (let step = 0; step < 300; step++) {
      for (const terms of (await trainer.update(mixture(rng))).values()) terms.dispose();
    }
    const [left, right] = modes() as [number, number];
    expect(Math.min(left, right)).toBeGreaterThan(0.25);
    expect(left + right).toBeGreaterThan(0.75);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
