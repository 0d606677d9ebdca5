import { describe, GenlabError, orAuto, ownFunction, pick, setting, type Values } from "@genlab/core";
import { elbo, elboSettings } from "../elbo.js";
import type { Objective } from "./objective.js";

/** The setting of what a VAE minimises. */
export const objectiveSetting = orAuto(
  setting<Objective>({ about: 'What it minimises; "auto" is the ELBO.', ...ownFunction("elbo()") }),
);

/** Settings of a factory whose model minimises the ELBO that they say, unless it is given an objective. */
export const objectiveSettings = { ...elboSettings, objective: objectiveSetting };

/**
 * The objective that settings say.
 *
 * @throws GenlabError for an objective beside settings of the ELBO, which it would not read.
 */
export function objectiveOf(owner: string, values: Values<typeof objectiveSettings>): Objective {
  const { objective, ...bound } = pick(values, objectiveSettings);
  if (objective === "auto") return elbo(bound);
  const names = Object.keys(elboSettings) as (keyof typeof elboSettings)[];
  const given = names.find((name) => bound[name] !== elboSettings[name].default);
  if (given === undefined) return objective;
  throw new GenlabError(
    `\`${given}\` of ${owner} is ${describe(bound[given])}, and its objective is given, which does not read it. Give it to the objective, such as elbo({ ${given} }), or leave out the objective.`,
  );
}
