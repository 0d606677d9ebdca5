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

it("figures that were taken are told, with the step that they are of", () => {
  const { config } = composeConfig({ model: "vae", options: {} });
  const log = [
    { step: 10, seconds: 1, figures: { frechet: 3, recall: 0.5 } },
    { step: 20, seconds: 2, figures: { frechet: 2, recall: 0.25 } },
  ];
  const rows = compareRuns([
    { name: "a", config, log },
    { name: "b", config, log: [{ step: 5, seconds: 1, losses: {} }] },
  ]);
  expect(rows.slice(-3)).toEqual([
    ["measured at step", "20", ""],
    ["frechet", "2.0000", ""],
    ["recall", "0.25000", ""],
  ]);
});
