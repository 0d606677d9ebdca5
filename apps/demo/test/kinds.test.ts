import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { kindNames, kinds } from "../src/plane/kinds/kinds.js";
import { specOf } from "../src/plane/plan.js";
import { choiceOf } from "../src/plane/slot-choice.js";
import { drawings } from "../src/playground/controls/drawings.js";
import { Session } from "../src/session/session.js";

const STEPS = 10;

beforeAll(async () => {
  await setBackend("cpu");
});

test.each(kindNames)("%s trains on a drawing, and each of its losses is finite", async (kind) => {
  const { values } = choiceOf(kind);
  const small = { kind, values: { ...values, width: 8, depth: 1, ...(kind === "staged" && stages) } };
  const spec = specOf({ data: "drawing", strokes: drawings.heart, seed: 1, batch: 16 }, small);
  const session = await Session.open({ ...spec, reportEvery: 2 });
  const reports = await session.advance(STEPS);
  if (process.env.SHOW) console.log(kind, JSON.stringify(reports.at(-1)));
  expect(reports.map(({ step }) => step)).toEqual([2, 4, 6, 8, 10]);
  for (const { losses } of reports) {
    const terms = Object.values(losses).flatMap((phase) => Object.values(phase));
    expect(terms.length).toBeGreaterThan(0);
    expect(terms.every(Number.isFinite)).toBe(true);
  }
  session.dispose();
});

test.each(kinds.gan.settings.game.words)("a GAN that plays %s has finite losses", async (game) => {
  const { values } = choiceOf("gan");
  const choice = { kind: "gan", values: { ...values, width: 8, depth: 1, game, penaltyWeight: 1, pack: 2 } } as const;
  const session = await Session.open({
    ...specOf({ data: "ring", strokes: "", seed: 1, batch: 16 }, choice),
    reportEvery: 2,
  });
  const [report] = await session.advance(2);
  const terms = Object.values(report!.losses).flatMap((phase) => Object.values(phase));
  expect(terms.length).toBeGreaterThan(0);
  expect(terms.every(Number.isFinite)).toBe(true);
  session.dispose();
});

/** All three within the steps of this test. */
const stages = { pretrainingSteps: 3, adversarialSteps: 3 };
