import { GenlabError } from "@genlab/core";
import * as z from "zod";
import { count } from "../config/data-schema.js";
import { faultsIn } from "../config/faults-in.js";
import { type PartialConfig, runConfigSchema } from "../config/run-config.js";

const range = z.strictObject({
  from: z.number(),
  to: z.number(),
  scale: z.enum(["linear", "log"]).exactOptional(),
  whole: z.boolean().exactOptional(),
});

/** What a sweep's file may say. */
export const sweepSchema = z.strictObject({
  preset: z.string().exactOptional().describe("What every run starts from. Default: as `genlab train` does."),
  run: z.looseObject({}).exactOptional().describe("What all runs have in common: a configuration, as of `--config`."),
  vary: z
    .record(
      z.string().regex(/^[\w-]+(\.[\w-]+)*$/, "the path of a setting, such as model.latent"),
      z.union([z.array(z.json()).min(1), range]),
    )
    .describe(
      'What differs, by the path of each setting: a list of values, or a range `{"from": 1e-4, "to": 1e-2, "scale": "log"}`, of whole numbers with `"whole": true`.',
    ),
  method: z
    .enum(["grid", "random", "latin-hypercube"])
    .exactOptional()
    .describe("How settings are chosen. Default: every combination, of lists."),
  runs: count.exactOptional().describe("How many settings are drawn, of what is no grid."),
  seed: z.int().min(0).exactOptional().describe("What draws of settings follow from. Default 0."),
  seeds: count.exactOptional().describe("Runs of each choice of settings, by the seeds 0, 1, … Default 1."),
  goal: z
    .strictObject({ of: z.string(), most: z.boolean().exactOptional() })
    .exactOptional()
    .describe(
      'The figure that tells which run is best: a test loss, "vae.total", or a figure, "figures.frechet". The least is best, unless more is better of the figure, or `most` says so.',
    ),
  halving: z
    .strictObject({ first: count, factor: z.int().min(2).exactOptional() })
    .exactOptional()
    .describe(
      "Successive halving: all runs train `first` steps, and the best of every `factor` (3) go on to `factor` times as many, up to the steps of a run.",
    ),
});

export type Sweep = z.infer<typeof sweepSchema>;
export type Variation = Sweep["vary"][string];
export type Range = z.infer<typeof range>;

/** More would be files that no folder holds well. */
const MOST_RUNS = 100_000;

/**
 * Checks what a sweep's file says.
 *
 * @throws GenlabError for what no sweep has, and for what does not go together.
 */
export function checkSweep(content: PartialConfig, where: string): Sweep {
  const result = sweepSchema.safeParse(content);
  if (!result.success) throw new GenlabError(faultsIn(content, result.error, { schema: sweepSchema, where }));
  const { vary, method = "grid", runs, halving, goal } = result.data;
  const refuse = (fault: string) => {
    throw new GenlabError(`${where}: ${fault}`);
  };
  const counts = Object.values(vary).map((variation) => (isRange(variation) ? 1 : variation.length));
  const chosen = method === "grid" ? counts.reduce((product, one) => product * one, 1) : (runs ?? 1);
  const all = chosen * (result.data.seeds ?? 1);
  if (all > MOST_RUNS) refuse(`It has ${all} runs; ${MOST_RUNS} are the most. Vary less.`);
  if (Object.keys(vary).length === 0 && result.data.seeds === undefined) refuse('"vary" names no setting. Name one.');
  for (const [path, variation] of Object.entries(vary)) {
    if (path.split(".").includes("__proto__")) refuse('No setting is called "__proto__".');
    if (path === "seed")
      refuse('Seeds are counted by "seeds", the number of runs of each choice. Leave "seed" out of "vary".');
    const [top = ""] = path.split(".");
    if (!Object.hasOwn(runConfigSchema.shape, top))
      refuse(`There is no setting "${path}". Known: ${Object.keys(runConfigSchema.shape).join(", ")}.`);
    if (!isRange(variation)) continue;
    if (method === "grid")
      refuse(`"vary.${path}" is a range, but a grid takes lists. Give a list, or "method": "random".`);
    if (variation.from >= variation.to)
      refuse(`"vary.${path}" goes from ${variation.from} to ${variation.to}. Give the lesser number first.`);
    if (variation.whole && Math.ceil(variation.from) > Math.floor(variation.to)) {
      refuse(`"vary.${path}" has no whole number from ${variation.from} to ${variation.to}.`);
    }
    if (variation.scale === "log" && variation.from <= 0)
      refuse(`"vary.${path}" begins at ${variation.from}, which has no logarithm. Begin above 0.`);
  }
  if (method === "grid" && runs !== undefined)
    refuse('"runs" is of "random" and "latin-hypercube"; a grid has as many as it has combinations. Leave it out.');
  if (method !== "grid" && runs === undefined)
    refuse(`"method" is "${method}", which draws "runs" settings. Say how many.`);
  if (halving && !goal) refuse('"halving" needs a "goal", which tells the runs that go on.');
  return result.data;
}

export const isRange = (variation: Variation): variation is Range => !Array.isArray(variation);
