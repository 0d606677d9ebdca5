import "fake-indexeddb/auto";
import "@tensorflow/tfjs-backend-cpu";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { Keeper } from "../src/past-runs/keeper.js";
import { RunStore } from "../src/past-runs/run-store.js";
import { specOf } from "../src/plane/plan.js";
import { Experiment } from "../src/plane/run/experiment.js";
import type { SlotPlan } from "../src/plane/run/slot.js";
import { choiceOf } from "../src/plane/slot-choice.js";
import { SessionHost } from "../src/session/host.js";
import { useWorkersInNode } from "./worker-in-node.js";

const PATIENCE = { timeout: 100_000 };

const options = { engines: ["cpu"], looks: {}, isSlow: false } as const;

function planOf(kind: "ae" | "gan"): SlotPlan {
  const choice = choiceOf(kind);
  const small = { ...choice, values: { ...choice.values, width: 8, depth: 1 } };
  return { spec: specOf({ data: "ring", strokes: "", seed: 1, batch: 16 }, small), changes: [], range: 1.5 };
}

const plans = [planOf("ae"), planOf("gan")];

const visits: { readonly experiment: Experiment; readonly keeper: Keeper }[] = [];

function visit() {
  const experiment = new Experiment();
  const keeper = new Keeper(experiment, () => ({ models: "ae,gan" }));
  visits.push({ experiment, keeper });
  const trainTo = async (step: number) => {
    await experiment.play(step);
    await expect.poll(() => experiment.isPlaying.peek(), PATIENCE).toBe(false);
  };
  return { experiment, keeper, trainTo };
}

const seenOf = ({ slots, places, step }: Experiment) => [
  step.peek(),
  places.peek(),
  ...slots
    .peek()
    .map(({ history: { curves, quality } }) => [curves.losses.steps, curves.losses.values, quality.peek()]),
];

beforeAll(() => useWorkersInNode(() => new SessionHost()));

afterEach(async () => {
  for (const { experiment, keeper } of visits.splice(0)) {
    await keeper.close();
    experiment.close();
  }
});

test("a run that was left goes on as if it had never been, and can go back as far", async () => {
  const first = visit();
  await first.experiment.open(plans, options);
  await first.trainTo(70);
  await first.keeper.save();
  const [run, ...others] = first.keeper.runs.peek();
  expect(others).toEqual([]);
  expect(run).toMatchObject({ step: 70, isPlaying: false, parameters: { models: "ae,gan" } });

  const second = visit();
  const found = await second.keeper.find(run!.id);
  await second.experiment.open(plans, options, found!.origins);
  second.keeper.begin(found!.run);
  expect(seenOf(second.experiment)).toEqual(seenOf(first.experiment));
  await second.experiment.travel(50);
  await second.keeper.save(); // one that looks at its past is kept as it was
  expect((await second.keeper.find(run!.id))!.run.step).toBe(70);
  await second.experiment.travel(70);
  for (const { trainTo } of [first, second]) await trainTo(130);
  expect(seenOf(second.experiment)).toEqual(seenOf(first.experiment));
  const bytesOf = ({ experiment }: typeof first) => Promise.all(experiment.slots.peek().map((slot) => slot.snapshot()));
  expect(await bytesOf(second)).toEqual(await bytesOf(first));

  await second.keeper.save();
  expect(second.keeper.runs.peek()).toMatchObject([{ id: run!.id, step: 130 }]); // it is the same run
  await second.keeper.remove(run!.id);
  expect(second.keeper.runs.peek()).toEqual([]);
  expect(await second.keeper.find(run!.id)).toBeNull();
});

test("twelve runs are kept, the oldest go, and with them their bytes", async () => {
  const store = (await RunStore.open())!;
  const model = {
    losses: { steps: [], values: {} },
    quality: { steps: [], values: {} },
    measured: new Map(),
    stride: 50,
  };
  for (let time = 1; time <= 14; time++) {
    const run = {
      id: `${time}`,
      parameters: {},
      step: 50,
      time,
      isPlaying: false,
      models: [{ ...model, steps: [50] }],
    };
    const bytes = Uint8Array.from([time]);
    const checkpoints = ([0, 50, "head"] as const).map((step) => ({ model: 0, step, bytes }));
    await store.put(run, checkpoints); // the run does not go back to 0
  }
  const kept = await store.list();
  expect(kept.map(({ id }) => Number(id))).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  const [origin] = (await store.origins(kept[0]!))!;
  expect([...origin!.checkpoint]).toEqual([14]);
  expect([...origin!.past.kept.keys()]).toEqual([50]);
  const gone = { ...kept[0]!, id: "1" };
  expect(await store.origins(gone)).toBeNull();
  for (const { id } of kept) await store.remove(id);
  store.close();
});

test("where the browser keeps nothing, models train all the same", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const { experiment, keeper, trainTo } = visit();
  await experiment.open(plans, options);
  await trainTo(30);
  await keeper.save();
  expect(keeper.runs.peek()).toEqual([]);
  expect(await keeper.find("1")).toBeNull();
  vi.unstubAllGlobals();
  useWorkersInNode(() => new SessionHost());
});
