import "@tensorflow/tfjs-backend-cpu";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { loadCompiledSteps } from "../src/engines/load-compiled-steps.js";
import { CompiledLater, EAGER_STEPS } from "../src/session/compiled-later.js";
import { Session } from "../src/session/session.js";
import type { SessionSpec } from "../src/session/spec.js";

const spec: SessionSpec = {
  seed: 3,
  data: { type: "ring", examples: 100 },
  model: { type: "gan", network: "dense", latent: 2, hidden: [8], batchNorm: false },
  optimizer: { type: "adam", learningRate: 1e-3 },
  batchSize: 16,
  reportEvery: 5,
};

beforeAll(async () => {
  await setBackend("cpu");
});

const openCompiled = () => Session.open(spec, [], new CompiledLater(() => loadCompiledSteps("compiled")));
const losses = (reports: Awaited<ReturnType<Session["advance"]>>) =>
  reports.flatMap((report) => Object.values(report.losses).map(({ total }) => total!));

test("a session changes over to compiled steps at a step that is always the same, from the values that it has", async () => {
  const [eager, one, other] = [await Session.open(spec), await openCompiled(), await openCompiled()];
  const expected = await eager.advance(EAGER_STEPS + 20);
  const reports = await one.advance(EAGER_STEPS + 20);
  expect(reports.slice(0, EAGER_STEPS / 5)).toEqual(expected.slice(0, EAGER_STEPS / 5));
  for (const [i, loss] of losses(reports).entries()) expect(loss).toBeCloseTo(losses(expected)[i]!, 4);
  const parts = [...(await other.advance(7)), ...(await other.advance(20)), ...(await other.advance(13))];
  expect(parts).toEqual(reports);
  for (const session of [eager, one, other]) session.dispose();
});

test("a compiled session goes on from a snapshot exactly, also from one of its eager steps, and is looked at as it is", async () => {
  const before = memory().numTensors;
  const session = await openCompiled();
  await session.advance(10);
  const early = await session.snapshot();
  const first = await session.advance(20);
  const samples = await session.look({ samples: { count: 3 } });
  await session.restore(early);
  expect(await session.advance(20)).toEqual(first);
  expect(await session.look({ samples: { count: 3 } })).toEqual(samples);
  await session.set({ ...spec, batchSize: 8 });
  expect(losses(await session.advance(5)).every(Number.isFinite)).toBe(true);
  session.dispose();
  expect(memory().numTensors).toBe(before);
});
