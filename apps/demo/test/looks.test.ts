import "@tensorflow/tfjs-backend-cpu";
import { namedVariables } from "@genlab/core";
import type { ModelConfiguration } from "@genlab/zoo";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { buffersOf } from "../src/session/buffers-of.js";
import type { Circuit } from "../src/session/looks/circuit.js";
import { normalQuantile } from "../src/session/looks/normal-quantile.js";
import { Session } from "../src/session/session.js";

const networks = { network: "dense", latent: 2, hidden: [8] } as const;

const everyModel: Readonly<Record<string, ModelConfiguration>> = {
  autoencoder: { type: "autoencoder", ...networks },
  vae: { type: "vae", ...networks },
  gan: { type: "gan", ...networks, batchNorm: false },
  "packed gan": { type: "gan", ...networks, batchNorm: false, pack: 2 },
  "gan of a uniform prior": { type: "gan", ...networks, prior: "uniform" },
  "wgan-gp": { type: "wgan-gp", ...networks, batchNorm: false },
  "relativistic gan": { type: "gan", ...networks, game: "relativistic-average" },
  "vae-gan": { type: "vae-gan", ...networks },
  "adversarial autoencoder": { type: "adversarial-autoencoder", ...networks },
  "stochastic adversarial autoencoder": { type: "adversarial-autoencoder", ...networks, stochastic: true },
  "staged autoencoder and gan": { type: "staged-autoencoder-gan", ...networks },
};

let opened: Session[] = [];

async function open(model: ModelConfiguration): Promise<Session> {
  const session = await Session.open({
    seed: 1,
    data: { type: "ring", examples: 600 },
    model,
    optimizer: { type: "adam" },
    batchSize: 16,
  });
  opened.push(session);
  return session;
}

/** The values of the model's variables by path. */
const weightsOf = ({ model }: Session) =>
  Object.fromEntries([...namedVariables(model)].map(([path, variable]) => [path, variable.dataSync()]));

beforeAll(async () => {
  await setBackend("cpu");
});

afterEach(() => {
  for (const session of opened) session.dispose();
  opened = [];
});

describe.each(Object.entries(everyModel))("looks at a %s", (_, model) => {
  test("give away no memory of the model's", async () => {
    const session = await open(model);
    const given = buffersOf(await session.look({ points: { count: 10 }, codes: { count: 10 }, warp: { side: 3 } }));
    const own = Object.values(weightsOf(session)).map(({ buffer }) => buffer);
    expect(own.filter((buffer) => given.includes(buffer as ArrayBuffer))).toEqual([]);
  });

  test("give finite numbers of the right shapes, and leave no tensor", async () => {
    const session = await open(model);
    const before = memory().numTensors;
    const look = await session.look({
      points: { count: 10 },
      heat: { range: 1.5, cells: 4 },
      codeHeat: { range: 3, cells: 4 },
      pulls: { count: 10 },
      warp: { side: 5 },
      codes: { count: 10 },
      quality: { count: 50, range: 1.5 },
      gradientNorms: { count: 16 },
    });
    expect(memory().numTensors).toBe(before);
    expect(look.points?.x.shape).toEqual([10, 2]);
    expect(look.points?.are).toBe(model.type === "autoencoder" ? "reconstructions" : "samples");
    expect(look.heat?.values.shape).toEqual([16]);
    const hasJudgedCodes = ["adversarial-autoencoder", "gan", "wgan-gp"].includes(model.type);
    expect(look.codeHeat?.values.shape).toEqual(hasJudgedCodes ? [16] : undefined);
    expect(look.pulls?.along.shape).toEqual([10, 2]);
    expect(look.warp?.x.shape).toEqual([25, 2]);
    expect(look.codes.mean?.shape).toEqual(["gan", "wgan-gp"].includes(model.type) ? undefined : [10, 2]);
    expect(look.codes.prior?.mean.shape).toEqual([2]);
    expect(look.quality?.coverage?.modes).toBe(8);
    const numbers = [look.points?.x, look.heat?.values, look.pulls?.along, look.warp?.x].flatMap((a) => [
      ...(a?.data ?? []),
    ]);
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(await session.look({ points: { count: 10 } })).toEqual({ points: look.points });
  });
});

describe.each(Object.entries(everyModel))("what is touched in a %s", (_, model) => {
  test("is what the other looks say of it", async () => {
    const session = await open(model);
    const before = memory().numTensors;
    const { touch: code } = await session.look({ touch: { is: "code", at: [0.5, -1] } });
    const { touch: point } = await session.look({ touch: { is: "point", at: [0.3, 0.7] } });
    expect(memory().numTensors).toBe(before);
    const { codes } = await session.look({ codes: { count: 1 } });
    const z = [0.5, -1].map((value, i) => value * codes.prior!.deviation.data[i]! + codes.prior!.mean.data[i]!);
    // the closeness is of codes that were taken to deviations of the prior and back
    const { decode } = await session.look({ decode: { z: { data: Float32Array.from(z), shape: [1, 2] } } });
    expect(code.image).toEqual([...decode!.data].map((value) => expect.closeTo(value, 5)));
    expect(code.code).toEqual([0.5, -1]);
    const x = { data: Float32Array.from([0.3, 0.7]), shape: [1, 2] };
    const { reconstruct, encode } = await session.look({ reconstruct: { x }, encode: { x } });
    expect(point.image).toEqual(reconstruct && [...reconstruct.data].map((value) => expect.closeTo(value, 5)));
    expect(point.code === null).toBe(encode === null);
    expect(Number.isFinite(point.judgement!.value)).toBe(true);
  });
});

describe.each(Object.entries(everyModel))("the circuit of a %s", (_, model) => {
  test("has each of the model's phases, finite, and its gradient comes back to what the phase moves", async () => {
    const session = await open(model);
    const before = memory().numTensors;
    const { circuit } = await session.look({ circuit: { count: 16 } });
    expect(memory().numTensors).toBe(before);
    const active = session.model.phases().filter((phase) => phase.active?.(0) ?? true);
    expect(circuit.map(({ phase }) => phase)).toEqual(active.map(({ name }) => name));
    for (const { flows, losses, moves } of circuit) {
      expect(flows.filter(({ to }) => to === "loss").some(({ norm }) => norm !== null)).toBe(true);
      expect([...Object.values(losses), ...Object.values(moves)].every(Number.isFinite)).toBe(true);
      // what the phase moves is reached
      for (const network of Object.keys(moves)) expect(flows.map(({ to }) => to)).toContain(network);
      const names = flows.map(({ from, to }) => `${from}>${to}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test("leaves no tensor where a loss throws", async () => {
    const session = await open(model);
    const phases = session.model.phases().map((phase) => ({
      ...phase,
      loss: (...all: Parameters<typeof phase.loss>) => {
        phase.loss(...all);
        throw new Error("no");
      },
    }));
    vi.spyOn(session.model, "phases").mockReturnValue(phases);
    const before = memory().numTensors;
    await expect(session.look({ circuit: { count: 16 } })).rejects.toThrow("no");
    expect(memory().numTensors).toBe(before);
  });
});

/** `a ⇄ b` where a gradient comes back. */
const drawn = (circuit: readonly Circuit[]) =>
  circuit.map(({ phase, flows, given, moves }) => [
    `${phase} moves ${Object.keys(moves)}${given.length > 0 ? `; its loss reads ${given}` : ""}`,
    ...flows.map(({ from, to, norm, values }) => `${from} ${norm === null ? "→" : "⇄"} ${to} [${values.shape}]`),
  ]);

test("the circuits of GANs with a penalty and of a VAE-GAN are those of the papers", async () => {
  const penalised: ModelConfiguration = { type: "gan", ...networks, batchNorm: false, penalty: "r1", penaltyWeight: 1 };
  const ofGan = [
    [
      "discriminator moves discriminator",
      "noise → generator [16,2]",
      "data → discriminator [16,2]",
      "generator → discriminator [16,2]",
      "discriminator ⇄ loss [16,1]",
    ],
    [
      "generator moves generator",
      "noise → generator [16,2]",
      "generator ⇄ discriminator [16,2]",
      "discriminator ⇄ loss [16,1]",
    ],
  ];
  for (const model of [penalised, everyModel["wgan-gp"]!]) {
    const gan = await (await open(model)).look({ circuit: { count: 16 } });
    expect(drawn(gan.circuit)).toEqual(ofGan);
  }
  const { circuit } = await (await open(everyModel["vae-gan"]!)).look({ circuit: { count: 16 } });
  expect(drawn(circuit)[0]).toEqual([
    "encoder moves encoder",
    "data → encoder [16,2]",
    "encoder,noise ⇄ decoder [16,2]",
    "decoder ⇄ discriminator [16,2]",
    "data → discriminator [16,2]",
    "encoder ⇄ loss [16,4]",
    "discriminator ⇄ loss [16,8]", // in whose features data are compared
  ]);
});

test("the gradients of a circuit are those of the closed form", async () => {
  const session = await open({ type: "gan", network: "dense", latent: 2, hidden: [], batchNorm: false });
  const [wx, wy] = weightsOf(session)["discriminator.layers.0.weight"] as Float32Array as unknown as [number, number];
  const { circuit } = await session.look({ circuit: { count: 16 } });
  const { flows, losses, moves } = circuit[1]!;
  const [, toDiscriminator, toLoss] = flows;
  const logits = [...toLoss!.values.data];
  // the mean of softplus(-D), whose gradient by a logit is -σ(-D) / n
  expect(losses.total).toBeCloseTo(logits.reduce((sum, d) => sum + Math.log1p(Math.exp(-d)), 0) / 16, 5);
  const byLogit = Math.hypot(...logits.map((d) => 1 / (1 + Math.exp(d)) / 16));
  expect(toLoss!.norm).toBeCloseTo(byLogit, 6);
  expect(toDiscriminator!.norm).toBeCloseTo(byLogit * Math.hypot(wx, wy), 6);
  const { gradientNorms } = await session.look({ gradientNorms: { count: 16 } });
  expect(Object.keys(moves)).toEqual(["generator"]);
  expect(Object.keys(gradientNorms.generator!).every((path) => path.startsWith("generator."))).toBe(true);
});

test("heat and pulls of a linear discriminator are those of the closed form", async () => {
  const session = await open({ type: "gan", network: "dense", latent: 2, hidden: [], batchNorm: false });
  const weights = weightsOf(session);
  const [wx, wy] = weights["discriminator.layers.0.weight"] as Float32Array as unknown as [number, number];
  const [b] = weights["discriminator.layers.0.bias"] as Float32Array as unknown as [number];
  const { heat, pulls } = await session.look({ heat: { range: 2, cells: 2 }, pulls: { count: 3 } });
  // the middles of the cells of [-2, 2]² are ±1
  const middles = [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ] as const;
  for (const [i, [x, y]] of middles.entries()) expect(heat!.values.data[i]).toBeCloseTo(wx * x + wy * y + b, 5);
  expect(heat!.kind).toBe("logit");
  // the non-saturating cost softplus(-D) has the gradient -σ(-D) ∂D/∂x
  for (let i = 0; i < 3; i++) {
    const [x, y] = [pulls!.from.data[2 * i]!, pulls!.from.data[2 * i + 1]!];
    const share = 1 / (1 + Math.exp(wx * x + wy * y + b));
    expect(pulls!.along.data[2 * i]).toBeCloseTo(share * wx, 5);
    expect(pulls!.along.data[2 * i + 1]).toBeCloseTo(share * wy, 5);
  }
});

test("the lattice of codes has an equal share of the prior in each cell", async () => {
  const session = await open({ type: "adversarial-autoencoder", ...networks, priorDeviation: 3 });
  const { warp } = await session.look({ warp: { side: 3 } });
  // Φ⁻¹(1/6) = -0.967422 (R: qnorm(1/6)); the first coordinate runs fastest
  const corner = 3 * 0.967422;
  const expected = [-1, 0, 1].flatMap((y) => [-1, 0, 1].flatMap((x) => [x * corner, y * corner]));
  for (const [i, value] of warp!.z.data.entries()) expect(value).toBeCloseTo(expected[i]!, 4);
});

test.each([
  // R: qnorm
  [0.5, 0],
  [0.975, 1.959964],
  [0.01, -2.326348],
  [0.0001, -3.719016],
  [0.9999, 3.719016],
])("the normal quantile of %f", (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 6);
});

test("gradient norms are those of a linear autoencoder's closed form", async () => {
  const session = await open({ type: "autoencoder", network: "dense", latent: 1, hidden: [] });
  const { gradientNorms, examples, reconstruct } = await session.look({
    gradientNorms: { count: 1 },
    examples: { count: 1 },
    reconstruct: { x: (await session.look({ examples: { count: 1 } })).examples.x },
  });
  // the loss |r - x|² of one example has the gradient 2 (r - x) by the decoder's bias
  const differences = [...reconstruct!.data].map((r, i) => r - examples.x.data[i]!);
  const norms = Object.values(gradientNorms)[0]!;
  expect(norms["decoder.layers.0.bias"]).toBeCloseTo(2 * Math.hypot(...differences), 5);
  expect(Object.keys(gradientNorms)).toEqual(["autoencoder"]);
});

test("a curve of codes in one dimension, and no lattice in three", async () => {
  const [one, three] = [
    await open({ type: "vae", ...networks, latent: 1 }),
    await open({ type: "vae", ...networks, latent: 3 }),
  ];
  expect((await one.look({ warp: { side: 7 } })).warp).toMatchObject({ latent: 1, side: 7, x: { shape: [7, 2] } });
  expect((await three.look({ warp: { side: 7 } })).warp).toBeNull();
});

test("posterior deviations are the roots of the exponentials of the encoder's second half", async () => {
  const session = await open({ type: "vae", network: "dense", latent: 1, hidden: [] });
  const { codes, examples } = await session.look({ codes: { count: 1 }, examples: { count: 1 } });
  const weights = weightsOf(session);
  const weight = weights["encoder.layers.1.weight"]!; // [2, 2]: columns are mean and log-variance
  const bias = weights["encoder.layers.1.bias"]!;
  const [x, y] = examples.x.data as Float32Array as unknown as [number, number];
  expect(codes.mean!.data[0]).toBeCloseTo(x * weight[0]! + y * weight[2]! + bias[0]!, 5);
  expect(codes.deviation!.data[0]).toBeCloseTo(Math.exp((x * weight[1]! + y * weight[3]! + bias[1]!) / 2), 5);
});
