import { type ModelRecipe, type OptimizersRecipe, type Setting, textOf } from "@genlab/core";
import { models } from "@genlab/zoo";

/** All that can be said of a model before there is a run of it: where it is from, and what can be set. */
export function describeModel(type: keyof typeof models): readonly string[] {
  const { description, paper, optimizer, settings }: ModelRecipe = models[type];
  return [
    `${type}: ${description}`,
    `  paper: ${paper}`,
    `  optimizer: ${optimizer === undefined ? "as every model has it" : optimizerText(optimizer)}`,
    "settings (--set model.NAME=VALUE):",
    ...Object.entries(settings).flatMap(settingLines),
  ];
}

function settingLines([name, { about, expected, source, ...setting }]: [string, Setting]): readonly string[] {
  const byDefault = "default" in setting ? ` = ${textOf(setting.default)}` : "";
  const from = source === undefined ? "" : ` The default is ${source}.`;
  return [`  ${name}${byDefault}`, `      ${about} ${sentence(expected)}${from}`];
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const optimizerText = (optimizer: OptimizersRecipe): string => JSON.stringify(optimizer);
