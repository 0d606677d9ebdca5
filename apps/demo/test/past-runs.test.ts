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
    for (const { id } of keeper.runs.peek()) await keeper.remove(id);
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
  second.keeper.begin(found);
  await second.experiment.open(plans, options, found!.origins);
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

test("what trains in a tab that is hidden is kept where it is, also at a frame that comes later", async () => {
  const { experiment, keeper } = visit();
  await experiment.open([planOf("ae")], options);
  await experiment.play();
  await expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThan(20);
  const page = Object.assign(new EventTarget(), { hidden: true });
  vi.stubGlobal("document", page);
  await keeper.save({ isHere: true });
  await keeper.save(); // as for another frame
  const [slot] = experiment.slots.peek();
  const { origins } = (await keeper.find(keeper.id))!;
  expect(origins[0]!.checkpoint).toEqual(await slot!.snapshot());
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await experiment.pause();
  vi.stubGlobal("document", undefined);
});

test("another branch from an earlier step takes the place of what was kept of the first", async () => {
  const { experiment, keeper, trainTo } = visit();
  await experiment.open(plans, options);
  await trainTo(110);
  await keeper.save();
  const keptAt = async (step: number) => (await keeper.find(keeper.id))!.origins[0]!.past.kept.get(step);
  const before = await keptAt(100);
  await experiment.travel(50);
  const slot = experiment.slots.peek()[0]!;
  await experiment.set(slot, { ...plans[0]!.spec, batchSize: 8 });
  await trainTo(110);
  await keeper.save();
  expect(await keptAt(100)).toEqual(slot.history.kept.at(100));
  expect(await keptAt(100)).not.toEqual(before);
});

test("a run begins without the models of the one before, and a model that failed keeps none from being kept", async () => {
  const { experiment, keeper, trainTo } = visit();
  await experiment.open([planOf("ae"), { ...planOf("gan"), spec: { ...planOf("gan").spec, batchSize: -1 } }], options);
  await trainTo(30);
  await keeper.save();
  const found = await keeper.find(keeper.id);
  expect(found!.origins.map((origin) => origin?.past.losses.steps.length ?? null)).toEqual([3, null]);
  keeper.begin();
  await keeper.save(); // its models are not there yet
  expect(await keeper.find(keeper.id)).toBeNull();
  const other = planOf("gan");
  await experiment.open([other], options);
  await trainTo(30);
  const saving = keeper.save();
  keeper.begin(found); // while the other one is on its way
  await saving;
  await experiment.open([planOf("ae"), other], options, found!.origins);
  await trainTo(60);
  await keeper.save();
  const again = await keeper.find(found!.run.id);
  expect(again!.origins.map((origin) => [...(origin?.past.kept.keys() ?? [])])).toEqual([
    [0, 50],
    [0, 50],
  ]);
});

test("where there is no room the oldest of the other runs goes, and a run that is refused all the same trains on", async () => {
  const old = visit();
  await old.experiment.open([planOf("ae")], options);
  await old.trainTo(30);
  await old.keeper.save();
  const { experiment, keeper, trainTo } = visit();
  await experiment.open([planOf("ae")], options);
  const full = new DOMException("no room", "QuotaExceededError");
  const put = vi.spyOn(RunStore.prototype, "put").mockRejectedValueOnce(full);
  await trainTo(30);
  await keeper.save();
  expect(keeper.isRefused.peek()).toBe(false);
  expect(keeper.runs.peek().map(({ id }) => id)).toEqual([keeper.id]);
  put.mockRejectedValue(full);
  await trainTo(40);
  await keeper.save();
  expect(keeper.isRefused.peek()).toBe(true);
  put.mockRestore();
  await keeper.save();
  expect([keeper.isRefused.peek(), keeper.runs.peek()[0]!.step]).toEqual([false, 40]);
});

test("a run that another tab has goes on as another one", async () => {
  const held = new Set<string>();
  const request = async (name: string, _: unknown, task: (lock: object | null) => Promise<void>) => {
    if (held.has(name)) return task(null);
    held.add(name);
    await task({});
    held.delete(name);
  };
  vi.stubGlobal("navigator", { locks: { request } });
  const first = visit();
  first.keeper.begin();
  await first.experiment.open([planOf("ae")], options);
  await first.trainTo(30);
  await first.keeper.save();
  const { id } = first.keeper;
  const second = visit();
  const found = await second.keeper.find(id);
  second.keeper.begin(found);
  expect(second.keeper.id).not.toBe(id);
  await second.experiment.open([planOf("ae")], options, found!.origins);
  await second.trainTo(40);
  await second.keeper.save();
  expect(second.keeper.runs.peek().map((run) => run.step)).toEqual([40, 30]);
  await first.keeper.close();
  const third = visit();
  third.keeper.begin(await third.keeper.find(id));
  expect(third.keeper.id).toBe(id);
  visits.splice(0, 1); // it is closed
  vi.unstubAllGlobals();
  useWorkersInNode(() => new SessionHost());
});

test("twelve runs are kept, the oldest go, and with them their bytes", async () => {
  const store = (await RunStore.open())!;
  const past = {
    losses: { steps: [], values: {} },
    quality: { steps: [], values: {} },
    measured: new Map(),
    stride: 50,
  };
  for (let time = 1; time <= 14; time++) {
    const run = { format: 1, id: `${time}`, parameters: {}, step: 50, time, isPlaying: false, steps: [[50]] } as const;
    const bytes = Uint8Array.from([time]);
    const checkpoints = ([0, 50, "head"] as const).map((step) => ({ model: 0, step, bytes, isSaved: true }));
    await store.put({ ...run, steps: [[0, 50]] }, [past], checkpoints); // what is not there is written, though it was once
    await store.put(run, [past], checkpoints.slice(1)); // it goes back to 0 no more
  }
  const kept = await store.list();
  expect(kept.map(({ id }) => Number(id))).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  const [origin] = (await store.origins(kept[0]!))!;
  expect([...origin!.checkpoint]).toEqual([14]);
  expect([...origin!.past.kept.keys()]).toEqual([50]);
  expect(await store.origins({ ...kept[0]!, steps: [[0, 50]] })).toBeNull();
  const gone = { ...kept[0]!, id: "1" };
  expect(await store.origins(gone)).toBeNull();
  for (const { id } of kept) await store.remove(id);
  expect(await store.pasts("14")).toEqual([]);
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
