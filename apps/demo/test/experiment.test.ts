import { effect } from "@preact/signals";
import "@tensorflow/tfjs-backend-cpu";
import { afterEach, beforeAll, expect, test } from "vitest";
import { specOf } from "../src/plane/plan.js";
import { reportsOf } from "../src/plane/run/curves.js";
import { Experiment } from "../src/plane/run/experiment.js";
import type { Slot, SlotPlan } from "../src/plane/run/slot.js";
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

test("at rest and in the past, what is shown is what is known of that step", async () => {
  await opened(planOf("ae"));
  const [slot] = experiment.slots.peek();
  const { history } = slot!;
  let seen: number | undefined;
  const stop = effect(() => {
    void history.pulse.value;
    seen = history.curves.losses.steps.at(-1);
  });
  await experiment.play(47);
  await rests();
  expect(seen).toBe(40); // the last report, though a pulse came just before it
  await experiment.play(130);
  await rests();
  const { steps, values } = history.curves.quality;
  const distanceAt = (step: number) => values.distance?.[steps.indexOf(step)];
  expect(history.quality.peek()?.distance).toBe(distanceAt(100));
  await experiment.travel(50);
  expect(history.quality.peek()?.distance).toBe(distanceAt(50));
  expect(seen).toBe(130); // one can go on to there
  await experiment.travel(130);
  expect(history.quality.peek()?.distance).toBe(distanceAt(100));
  await experiment.travel(50);
  await experiment.stepOnce();
  expect(seen).toBe(50);
  stop();
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

test("a fork has its parent's past, goes on as its parent does, and its own way once it is changed, as its plan does from the start", async () => {
  const ae = planOf("ae");
  await opened(ae, planOf("gan"));
  await experiment.play(110);
  await rests();
  await experiment.travel(50);
  const [parent] = experiment.slots.peek();
  const slower = planOf("ae", { rate: 1e-4 }).spec;
  const changes = [{ step: 50, spec: slower }];
  await experiment.fork(parent!, () => ae);
  const fork = experiment.slots.peek()[2]!;
  expect(fork.step.peek()).toBe(50);
  expect(fork.history.curves.losses).toEqual(parent!.history.curves.losses);
  expect(fork.history.quality.peek()).toEqual(parent!.history.quality.peek());
  expect(experiment.places.peek()).toEqual([0, 50]);
  expect(await experiment.set(fork, slower)).toBe(50);
  await experiment.play(100);
  await rests();
  const lossesOf = ({ history: { curves } }: Slot) => reportsOf(curves.losses);
  const [ofParent, ofFork] = [lossesOf(parent!), lossesOf(fork)];
  expect(ofFork.slice(0, 5)).toEqual(ofParent.slice(0, 5));
  for (let i = 5; i < 10; i++) expect(ofFork[i]).not.toEqual(ofParent[i]);
  await experiment.open([{ ...ae, changes }, ae], options); // a link to both
  await experiment.play(100);
  await rests();
  expect(experiment.slots.peek().map(lossesOf)).toEqual([ofFork, ofParent]);
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
