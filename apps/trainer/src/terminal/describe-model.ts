import { type ModelRecipe, type OptimizersRecipe, type Setting, textOf } from "@genlab/core";
import { models, optimizers } from "@genlab/zoo";
import { expectedInFile } from "../config/expected-in-file.js";

/** All that can be said of a model before there is a run of it: where it is from, and what can be set. */
export function describeModel(type: keyof typeof models): readonly string[] {
  const { description, paper, optimizer, settings, stages = {} }: ModelRecipe = models[type];
  return [
    `${type}: ${description}`,
    `  paper: ${paper}`,
    `  optimizer: ${optimizer === undefined ? "as every model has it" : optimizerText(optimizer)}`,
    "settings (--set model.NAME=VALUE):",
    ...Object.entries(settings).flatMap(([name, setting]) => settingLines(name, setting, stages[name])),
  ];
}

/** What can be set of an optimizer. */
export function describeOptimizer(type: keyof typeof optimizers): readonly string[] {
  const { description, settings } = optimizers[type];
  return [
    `${type}: ${description}`,
    "settings (--set optimizer.NAME=VALUE, or optimizer.PHASE.NAME of one phase):",
    ...Object.entries(settings).flatMap(([name, setting]) => settingLines(name, setting)),
  ];
}

function settingLines(name: string, setting: Setting, share?: number): readonly string[] {
  const { about, source } = setting;
  const value = share === undefined ? "default" in setting && textOf(setting.default) : `${100 * share} % of the run`;
  const byDefault = value === false ? "" : ` = ${value}`;
  const from = source === undefined || share !== undefined ? "" : ` The default is ${source}.`;
  return [`  ${name}${byDefault}`, `      ${about} ${expectedInFile(setting)}${from}`];
}

const optimizerText = (optimizer: OptimizersRecipe): string => JSON.stringify(optimizer);
