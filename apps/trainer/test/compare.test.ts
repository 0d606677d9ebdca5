import { expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { compareRuns } from "../src/outputs/compare-runs.js";

it("runs stand side by side with what differs alone", () => {
  const runOf = (name: string, beta: number, kl: number) => ({
    name,
    config: composeConfig({ model: "vae", options: { seed: 3, model: { type: "vae", beta } } }).config,
    log: [
      { step: 10, seconds: 61, losses: { vae: { total: 3 } } },
      { step: 20, seconds: 62, evaluation: { vae: { total: 2, kl, examples: 9 } } },
      { step: 30, seconds: 63, losses: { vae: { total: 1 } } },
    ],
  });
  expect(compareRuns([runOf("a", 1, 0.5), runOf("b", 2, 0.25), { ...runOf("c", 1, 0), log: [] }])).toEqual([
    ["", "a", "b", "c"],
    ["model.beta", "1", "2", "1"],
    ["steps done", "30", "30", ""],
    ["time", "1 min 3 s", "1 min 3 s", ""],
    ["tested at step", "20", "20", ""],
    ["test vae.total", "2.0000", "2.0000", ""],
    ["test vae.kl", "0.50000", "0.25000", ""],
  ]);
});
