import "fake-indexeddb/auto";
import "@tensorflow/tfjs-backend-cpu";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Lab } from "../src/playground/lab.js";
import { presetNames, presets } from "../src/playground/opening/presets.js";
import type { setState as SetState, state as State } from "../src/playground/state.js";
import { SessionHost } from "../src/session/host.js";
import { writeStrokes } from "../src/session/strokes.js";
import type * as Location from "../src/shell/location.js";
import { useWorkersInNode } from "./worker-in-node.js";

const PATIENCE = { timeout: 100_000 };

let lab: Lab;
let state: typeof State;
let setState: typeof SetState;
let engineChoice: typeof Location.engineChoice;
let setEngine: typeof Location.setEngine;

beforeEach(async () => {
  vi.stubGlobal("location", {
    hash: "#/playground?engine=cpu&batch=16&models=ae:width:8:depth:1,gan:width:8:depth:1",
  });
  vi.stubGlobal("window", { addEventListener: () => {} });
  const session = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => session.get(key) ?? null,
    setItem: (key: string, value: string) => void session.set(key, value),
  });
  vi.stubGlobal("history", { replaceState: () => {} });
  useWorkersInNode(() => new SessionHost());
  vi.resetModules(); // each test has an address of its own
  ({ state, setState } = await import("../src/playground/state.js"));
  ({ engineChoice, setEngine } = await import("../src/shell/location.js"));
  lab = new (await import("../src/playground/lab.js")).Lab();
  await lab.open();
});

afterEach(() => lab.close());

test("a value that is set while another one is on its way reaches its model too", async () => {
  const { experiment } = lab;
  const set = vi.spyOn(experiment, "set").mockImplementationOnce((...all) => {
    lab.set(0, "rate", 1e-4);
    return experiment.set(...all);
  });
  lab.set(0, "rate", 1e-2);
  await expect.poll(() => state.peek().models[0]!.values.rate, PATIENCE).toBe(1e-4);
  expect(lab.pending.peek().size).toBe(0);
  expect(set.mock.lastCall![1].optimizer).toMatchObject({ learningRate: 1e-4 });
});

test("a step of one phase alone is in the address, and comes again", async () => {
  const { experiment } = lab;
  await lab.stepAlone(1, "generator");
  expect(experiment.step.peek()).toBe(1);
  expect(state.peek().changes).toEqual([
    { slot: 1, step: 0, key: "only", value: "generator" },
    { slot: 1, step: 1, key: "only", value: "all" },
  ]);
  await experiment.stepOnce();
  const snapshots = () => Promise.all(experiment.slots.peek().map((slot) => slot.snapshot()));
  const before = await snapshots();
  await lab.open();
  await experiment.stepOnce();
  await experiment.stepOnce();
  expect(await snapshots()).toEqual(before);
  lab.restart({ seed: 2 });
  expect(state.peek().models[1]!.values).not.toHaveProperty("only");
});

test("a step of one phase alone is one step, whatever is asked for meanwhile, and is kept with its end", async () => {
  const { experiment, keeper } = lab;
  setState({ until: 30 });
  await lab.play();
  await expect.poll(() => experiment.isPlaying.peek(), PATIENCE).toBe(false);
  const alone = [lab.stepAlone(1, "generator"), lab.stepAlone(1, "discriminator")];
  void lab.play();
  await Promise.all(alone);
  await lab.experiment.pause();
  const changes = "1@30:only:generator,1@31:only:discriminator,1@32:only:all";
  expect(keeper.runs.peek()[0]!.parameters).toMatchObject({ changes });
  await keeper.remove(keeper.id); // the tests share what is kept
});

test("each model is given what the address says of it, though a slider moves on meanwhile", async () => {
  const { experiment } = lab;
  await experiment.stepOnce();
  const set = vi.spyOn(experiment, "set").mockImplementationOnce((...all) => {
    lab.set("all", "batch", 64);
    return experiment.set(...all);
  });
  lab.set("all", "batch", 32);
  await expect.poll(() => state.peek().changes.map(({ value }) => value), PATIENCE).toEqual([64, 64]);
  expect(
    set.mock.calls.slice(-4).map(([slot, { batchSize }]) => [experiment.slots.peek().indexOf(slot), batchSize]),
  ).toEqual([
    [0, 32],
    [1, 32],
    [0, 64],
    [1, 64],
  ]);
});

test("a drawing that is cleared leaves nothing to learn, and the next line is learned at once, with what was set meanwhile", async () => {
  const { experiment } = lab;
  await lab.play();
  lab.restart({ data: "drawing", strokes: "" });
  await expect.poll(() => experiment.slots.peek().length, PATIENCE).toBe(0);
  lab.set("all", "batch", 32);
  await expect.poll(() => state.peek().batch, PATIENCE).toBe(32);
  lab.restart({
    strokes: writeStrokes([
      [
        [0, 0],
        [1, 1],
      ],
    ]),
  });
  await expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThan(0);
  expect(experiment.slots.peek()).toHaveLength(2);
});

test("all that one may begin with is read as it is written", async () => {
  const { readState, writeState } = await import("../src/playground/state.js");
  for (const name of presetNames) expect(writeState(readState(presets[name]))).toEqual(presets[name]);
});

test("a tab that is loaded again goes on where it was, at rest if it was, and begins anew at another address", async () => {
  await lab.play();
  await expect.poll(() => lab.experiment.step.peek(), PATIENCE).toBeGreaterThanOrEqual(30);
  await lab.experiment.pause();
  const step = lab.experiment.step.peek();
  await lab.keeper.save();
  const loaded = async (plays = true) => {
    lab.close();
    lab = new (await import("../src/playground/lab.js")).Lab();
    await lab.begin(plays);
    await lab.experiment.meanwhile(async () => {}); // what was asked for is done
  };
  await loaded();
  expect([lab.experiment.step.peek(), lab.experiment.isPlaying.peek()]).toEqual([step, false]);
  lab.showChart("quality"); // the same run, seen in another way
  await loaded();
  expect(lab.experiment.step.peek()).toBe(step);
  setState({ changes: [{ slot: 0, step, key: "rate", value: 1e-2 }] }); // the same run, which goes on in another way
  await loaded();
  expect(lab.experiment.step.peek()).toBe(step);
  lab.set(0, "rate", 1e-3);
  const rateOf = () => lab.keeper.runs.peek()[0]!.parameters.changes;
  await expect.poll(rateOf, PATIENCE).toBe(`0@${step}:rate:0.001`); // it is kept though nothing trains
  setState({ seed: 2 });
  await loaded(false);
  expect(lab.experiment.step.peek()).toBe(0);
  setEngine("wasm");
  expect(lab.keeper.runs.peek().map((run) => run.step)).toEqual([step]); // it is still there
  expect(await lab.recall(lab.keeper.runs.peek()[0]!.id)).toBe(true);
  expect([state.peek().seed, lab.experiment.step.peek()]).toEqual([1, step]);
  expect(engineChoice.peek()).toBe("cpu");
});

test("where a link pauses is in the address until one goes on from there", async () => {
  setState({ until: 20 });
  await lab.play();
  await expect.poll(() => lab.experiment.isPlaying.peek(), PATIENCE).toBe(false);
  expect([state.peek().until, lab.experiment.step.peek()]).toEqual([20, 20]);
  await lab.play();
  expect(state.peek().until).toBe(0);
});

test("a fork is in the address with its past, and a link to it makes the same", async () => {
  const { experiment } = lab;
  await experiment.stepOnce();
  lab.set(0, "rate", 1e-2);
  await expect.poll(() => state.peek().changes.length, PATIENCE).toBe(1);
  await lab.fork(0);
  expect(state.peek().changes).toHaveLength(2); // the fork was changed as its parent was
  lab.set(2, "rate", 1e-4);
  await expect.poll(() => state.peek().changes.at(-1)?.value, PATIENCE).toBe(1e-4);
  expect(state.peek().models.map(({ kind }) => kind)).toEqual(["ae", "gan", "ae"]);
  expect(state.peek().changes).toEqual([
    { slot: 0, step: 1, key: "rate", value: 1e-2 },
    { slot: 2, step: 1, key: "rate", value: 1e-4 },
  ]);
  const bytesOf = () => Promise.all(experiment.slots.peek().map((slot) => slot.snapshot()));
  for (let i = 0; i < 3; i++) await experiment.stepOnce();
  const [parent, , fork] = await bytesOf();
  expect(fork).not.toEqual(parent);
  await lab.open();
  for (let i = 0; i < 4; i++) await experiment.stepOnce();
  const [sameParent, , sameFork] = await bytesOf();
  expect([sameParent, sameFork]).toEqual([parent, fork]);
});

test("forks go on with all that is to come, as many as there is room for, while the models train", async () => {
  const { experiment } = lab;
  setState({ changes: [{ slot: 0, step: 1000, key: "rate", value: 1e-2 }] });
  await lab.open();
  await lab.play();
  await Promise.all([lab.fork(0), lab.fork(0), lab.fork(0)]);
  expect(state.peek().models.map(({ kind }) => kind)).toEqual(["ae", "gan", "ae", "ae"]);
  expect(state.peek().changes.map(({ slot }) => slot)).toEqual([0, 2, 3]);
  expect(experiment.slots.peek()).toHaveLength(4);
  const step = experiment.step.peek();
  await expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThan(step);
});

test("a value that no model took is in no link, and on its way no more", async () => {
  await lab.experiment.stepOnce();
  vi.spyOn(lab.experiment, "set").mockResolvedValueOnce(null);
  lab.set(0, "rate", 1e-2);
  await expect.poll(() => lab.pending.peek().size, PATIENCE).toBe(0);
  expect(state.peek().changes).toEqual([]);
});
