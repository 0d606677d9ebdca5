import { GenlabError } from "@genlab/core";
import { checkModel, type ModelConfiguration } from "@genlab/zoo";
import { composeConfig } from "../config/compose-config.js";
import { merge } from "../config/merge.js";
import { nested } from "../config/nested.js";
import { isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { settleStages } from "../config/settle-stages.js";
import { chooseSettings, type Settings } from "./choose-settings.js";
import { FIGURES_OF } from "./goal.js";
import type { Sweep } from "./sweep-schema.js";

/** A run of a sweep. */
export interface PlannedRun {
  /** Its number, as its folder is called: `007`. */
  readonly name: string;
  readonly settings: Settings;
  readonly config: RunConfig;
}

/**
 * All runs of a sweep, checked; the same for the same sweep.
 *
 * @throws GenlabError for settings that a run cannot have; it names them.
 */
export function planRuns(sweep: Sweep): readonly PlannedRun[] {
  const { seeds } = sweep;
  const withSeeds = (settings: Settings) =>
    seeds === undefined ? [settings] : Array.from({ length: seeds }, (_, seed) => ({ ...settings, seed }));
  const chosen = chooseSettings(sweep).flatMap(withSeeds);
  const digits = Math.max(3, `${chosen.length - 1}`.length);
  return chosen.map((settings, number) => ({
    name: `${number}`.padStart(digits, "0"),
    settings,
    config: configOf(sweep, settings),
  }));
}

function configOf({ preset, run = {}, goal, halving }: Sweep, settings: Settings): RunConfig {
  const varied = Object.entries(settings)
    .map(([path, value]) => nested(path.split("."), value))
    .reduce(merge, {});
  const asked = { ...(goal?.of.startsWith(FIGURES_OF) && { figures: AT_THE_END }), ...run };
  const isModelAsked = [run, varied].some(({ model }) => isObject(model) && model.type !== undefined);
  try {
    const { config } = composeConfig({
      ...(preset !== undefined && { preset }),
      // a run with a model of its own starts from no preset, as one of a file does
      ...(isModelAsked
        ? { file: { path: "The configuration", content: asked }, options: varied }
        : { options: merge(asked, varied) }),
    });
    checkModel(config.model as ModelConfiguration);
    if (config.minutes !== undefined) {
      throw new GenlabError('"minutes" would end runs at other steps, which tell nothing of each other. Leave it out.');
    }
    if (halving && config.steps === undefined) {
      throw new GenlabError('"halving" counts steps, but the run ends by "epochs". Give "steps".');
    }
    // the stages of a run are shares of all its steps, not of those after which it is first looked at
    return halving ? settleStages(config) : config;
  } catch (cause) {
    throw new GenlabError(`${describeSettings(settings)}: ${(cause as Error).message}`, { cause });
  }
}

/** `model.latent = 8, seed = 0` */
export const describeSettings = (settings: Settings): string =>
  Object.entries(settings)
    .map(([path, value]) => `${path} = ${JSON.stringify(value)}`)
    .join(", ") || "The run";

/** Figures are taken at the end of a run too, which is all that a sweep looks at. */
const AT_THE_END: PartialConfig = { every: Number.MAX_SAFE_INTEGER };
