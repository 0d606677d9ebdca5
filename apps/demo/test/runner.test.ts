import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { Queue } from "../src/session/queue.js";
import { type Frame, Runner } from "../src/session/runner.js";
import { Session } from "../src/session/session.js";
import type { SessionSpec } from "../src/session/spec.js";

const spec: SessionSpec = {
  seed: 1,
  data: { type: "ring", examples: 64 },
  model: { type: "autoencoder", network: "dense", latent: 1, hidden: [4] },
  optimizer: { type: "sgd", learningRate: 0.01 },
  batchSize: 8,
};

beforeAll(async () => {
  await setBackend("cpu");
});

test("a run ends at its last step, with milestones at the multiples and a reply after every frame", async () => {
  const session = await Session.open(spec);
  const frames: Frame[] = [];
  const milestones = { every: 10, looks: { samples: { count: 2 } }, snapshot: true };
  await new Runner(session, new Queue()).run({ looks: {}, milestones, until: 35 }, async (frame) => {
    frames.push(frame);
    return undefined;
  });
  expect(session.step).toBe(35);
  expect(frames.at(-1)!.step).toBe(35);
  expect(frames.flatMap((frame) => frame.milestones.map(({ step }) => step))).toEqual([10, 20, 30]);
  expect(frames.flatMap(({ reports }) => reports.map(({ step }) => step))).toEqual([10, 20, 30]);
  session.dispose();
});

test("a reply moves the end of a run", async () => {
  const session = await Session.open(spec);
  const ends = [5, 12, 12];
  await new Runner(session, new Queue()).run({ looks: {}, until: 1 }, async () => ({ until: ends.shift() ?? 12 }));
  expect(session.step).toBe(12);
  session.dispose();
});

test("a run stops after the frame in which it is paused", async () => {
  const session = await Session.open(spec);
  const runner = new Runner(session, new Queue());
  let frames = 0;
  await runner.run({ looks: {} }, async () => {
    frames += 1;
    if (frames === 3) runner.pause();
    return undefined;
  });
  expect(frames).toBe(3);
  session.dispose();
});

test("looks have a most a second, and the last frame has them in any case", async () => {
  const session = await Session.open(spec);
  const looked: (number | null)[] = [];
  const options = { looks: { samples: { count: 2 } }, looksPerSecond: 1e-6, until: 3 };
  await new Runner(session, new Queue()).run(options, async ({ step, answers }) => {
    looked.push(answers && step);
    return { until: Math.min(12, step + 3) };
  });
  expect(looked[0]).toBeGreaterThan(0);
  expect(looked.slice(1, -1).every((step) => step === null)).toBe(true);
  expect(looked.length).toBeGreaterThan(3);
  expect(looked.at(-1)).toBe(12);
  session.dispose();
});

test("a pause does not wait for the next beat of slow motion", async () => {
  const session = await Session.open(spec);
  const runner = new Runner(session, new Queue());
  const run = runner.run({ looks: {}, stepsPerSecond: 1e-4 }, async () => {
    setTimeout(() => runner.pause());
    return undefined;
  });
  await run; // else the test runs out of time
  expect(session.step).toBe(1);
  session.dispose();
});

test("slow motion takes about one step for each of its beats", async () => {
  const session = await Session.open(spec);
  const runner = new Runner(session, new Queue());
  const start = performance.now();
  await runner.run({ looks: {}, stepsPerSecond: 50, until: 6 }, async () => undefined);
  expect(performance.now() - start).toBeGreaterThan(90);
  session.dispose();
});

test("tasks of a queue run one after the other, also after one that failed", async () => {
  const queue = new Queue();
  const order: number[] = [];
  const failing = queue.add(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    order.push(1);
    throw new Error("no");
  });
  const next = queue.add(async () => {
    order.push(2);
  });
  await expect(failing).rejects.toThrow("no");
  await next;
  expect(order).toEqual([1, 2]);
});
