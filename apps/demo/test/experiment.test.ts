import "@tensorflow/tfjs-backend-cpu";
import { afterEach, beforeAll, expect, test } from "vitest";
import { specOf } from "../src/plane/plan.js";
import { Experiment } from "../src/plane/run/experiment.js";
import type { SlotPlan } from "../src/plane/run/slot.js";
import { choiceOf } from "../src/plane/slot-choice.js";
import { SessionHost } from "../src/session/host.js";
import { useWorkersInNode, workersInNode } from "./worker-in-node.js";

/** Machines are shared. */
const PATIENCE = { timeout: 100_000 };

const options = { engines: ["cpu"], looks: {}, isSlow: false } as const;

/** A small model, and how it is trained. */
function planOf(kind: "ae" | "gan", values: Readonly<Record<string, number>> = {}, seed = 1): SlotPlan {
  const choice = choiceOf(kind);
  const small = { ...choice, values: { ...choice.values, width: 8, depth: 1, ...values } };
  return { spec: specOf({ data: "ring", strokes: "", seed, batch: 16 }, small), changes: [], range: 1.5 };
}

let experiment: Experiment;

async function opened(...plans: readonly SlotPlan[]): Promise<Experiment> {
  experiment = new Experiment();
  await experiment.open(plans, options);
  return experiment;
}

const stepsOf = ({ slots }: Experiment) => slots.peek().map(({ step }) => step.peek());
const reaches = (step: number) => expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThanOrEqual(step);

const rests = () => expect.poll(() => experiment.isPlaying.peek(), PATIENCE).toBe(false);

beforeAll(() => useWorkersInNode(() => new SessionHost()));

afterEach(() => experiment.close());

test("slow motion goes on with models that were apart when it began", async () => {
  await opened(planOf("ae"), planOf("gan"));
  await experiment.slots.peek()[0]!.advance(3, {}); // as when the other one is slower
  await experiment.play();
  await experiment.show({ isSlow: true });
  await reaches(5);
});

test("it pauses where it shall, with all models at that step", async () => {
  await opened(planOf("ae"), planOf("gan"));
  await experiment.play(47);
  await rests();
  expect(stepsOf(experiment)).toEqual([47, 47]);
});

test("a model whose worker died goes on from what was kept, with the settings that it had, and the others wait for it", async () => {
  const [ae, gan] = [planOf("ae"), planOf("gan")];
  await opened(ae, gan);
  await experiment.play(60);
  await rests();
  const slower = planOf("ae", { rate: 1e-4 }).spec;
  expect(await experiment.set(experiment.slots.peek()[0]!, slower)).toBe(60);
  await experiment.play(140);
  await rests();
  const whole = await experiment.slots.peek()[0]!.snapshot();
  await experiment.play(1000);
  workersInNode[0]!.kill();
  await expect.poll(() => experiment.slots.peek()[0]!.status.peek(), PATIENCE).toEqual({ is: "recovered", step: 100 });
  await reaches(160);
  await experiment.travel(100);
  await experiment.play(140);
  await rests();
  expect(await experiment.slots.peek()[0]!.snapshot()).toEqual(whole);
});

test("a model that diverged tries again from what was kept, when its rate is lowered", async () => {
  await opened(planOf("ae"), planOf("gan"));
  const [slot] = experiment.slots.peek();
  await experiment.play(55);
  await rests();
  await experiment.set(slot!, planOf("ae", { rate: 1e30 }).spec);
  await experiment.play(80);
  await rests();
  expect(slot!.status.peek().is).toBe("failed");
  expect(experiment.step.peek()).toBe(80);
  expect(await experiment.set(slot!, planOf("ae", { rate: 1e-3 }).spec)).toBe(50);
  await experiment.play(90);
  await rests();
  expect(stepsOf(experiment)).toEqual([90, 90]);
});

test("a replay goes through all that was kept, and back to where the models were", async () => {
  await opened(planOf("ae"), planOf("gan"));
  await experiment.play(110);
  await rests();
  const seen: (readonly number[])[] = [];
  await experiment.replay(async (step, share) => void seen.push([step, share, ...stepsOf(experiment)]));
  expect(seen).toEqual([
    [0, 0.25, 0, 0],
    [50, 0.5, 50, 50],
    [100, 0.75, 100, 100],
    [110, 1, 110, 110],
  ]);
  await expect(experiment.replay(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(stepsOf(experiment)).toEqual([110, 110]);
});

test("when all models have failed it stops, and says where", async () => {
  await opened(planOf("ae", { rate: 1e30 }));
  await experiment.play();
  await rests();
  expect(experiment.slots.peek()[0]!.status.peek().is).toBe("failed");
});

test("of openings that wait for one another only the last is done", async () => {
  const first = opened(planOf("ae"));
  const others = [2, 3, 4].map((seed) => experiment.open([planOf("ae", {}, seed)], options));
  const made: number[] = [];
  experiment.slots.subscribe(() => made.push(1));
  await Promise.all([first, ...others]);
  expect(made.length).toBeLessThanOrEqual(2); // none, and the last
});
