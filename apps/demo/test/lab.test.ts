import "@tensorflow/tfjs-backend-cpu";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Lab } from "../src/playground/lab.js";
import type { state as State } from "../src/playground/state.js";
import { SessionHost } from "../src/session/host.js";
import { useWorkersInNode } from "./worker-in-node.js";

const PATIENCE = { timeout: 100_000 };

let lab: Lab;
let state: typeof State;

beforeEach(async () => {
  vi.stubGlobal("location", {
    hash: "#/playground?engine=cpu&batch=16&models=ae:width:8:depth:1,gan:width:8:depth:1",
  });
  vi.stubGlobal("window", { addEventListener: () => {} });
  vi.stubGlobal("history", { replaceState: () => {} });
  useWorkersInNode(() => new SessionHost());
  vi.resetModules(); // each test has an address of its own
  ({ state } = await import("../src/playground/state.js"));
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

test("a value that no model took is in no link, and on its way no more", async () => {
  await lab.experiment.stepOnce();
  vi.spyOn(lab.experiment, "set").mockResolvedValueOnce(null);
  lab.set(0, "rate", 1e-2);
  await expect.poll(() => lab.pending.peek().size, PATIENCE).toBe(0);
  expect(state.peek().changes).toEqual([]);
});
