import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, expect, test, vi } from "vitest";
import { lesson } from "../src/lessons/lesson.js";
import { SessionHost } from "../src/session/host.js";
import { useWorkersInNode } from "./worker-in-node.js";

const tiny = lesson({
  layers: ["data"],
  acts: {
    begin: { cast: { ae: { kind: "ae", values: { width: 8, depth: 1 } } }, steps: 1500, chart: "modes" },
    turn: { after: "begin", settings: { rate: 1e-4 }, steps: 1000 },
  },
});

const PATIENCE = { timeout: 100_000 };

beforeAll(() => {
  vi.stubGlobal("location", { hash: "#/lessons?engine=cpu" });
  vi.stubGlobal("window", { addEventListener: () => {} });
  useWorkersInNode(() => new SessionHost());
});

test("a turn before the end of its opening goes on with the models that are there", async () => {
  const { Stage } = await import("../src/lessons/stage.js");
  const stage = new Stage(tiny);
  const { experiment } = stage;
  const request = { act: "begin", seed: 1, at: 0 };
  await stage.set(request);
  expect(stage.canTurn("turn")).toBe(false); // nothing has been learned that a turn could go on with
  await stage.perform(request);
  const [slot] = experiment.slots.peek();
  await expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThan(0);
  expect(stage.canTurn("turn")).toBe(true);
  const at = await stage.turn("turn");
  expect(experiment.slots.peek()).toEqual([slot]);
  expect(stage.shown.peek()).toMatchObject({ act: "turn", production: { steps: at + 1000 } });
  await expect.poll(() => experiment.step.peek(), PATIENCE).toBeGreaterThan(at);
  await stage.set(request);
  expect(experiment.isPlaying.peek()).toBe(false);
  stage.close();
});
