import type { ModelRecipe, Setting } from "@genlab/core";
import { models } from "@genlab/zoo";
import * as z from "zod";
import { expectedInFile } from "./expected-in-file.js";
import { isObject, type PartialConfig, type RunConfig, runConfigSchema } from "./run-config.js";

export interface CommentedConfigOptions {
  /** The address of the JSON Schema. */
  readonly schema: string;
}

/** A line, or several, of an object: a value, or one that is commented out, under what is said of it. */
interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly comment: string;
  /** Whether it is there; otherwise it is a comment itself. */
  readonly isSet: boolean;
}

/**
 * A configuration as a file for a person to change: JSON with a comment over each setting. Settings that have no value of their own, or that
 * other settings decide on, are commented out.
 */
export function commentedConfig(config: RunConfig, { schema }: CommentedConfigOptions): string {
  const { model, data, optimizer, ...others } = config;
  const { description, paper }: Pick<ModelRecipe, "description" | "paper"> = models[model.type as keyof typeof models];
  const about = descriptions();
  const optional = [...about].filter(([name]) => !Object.hasOwn(config, name) && !ENDS.includes(name));
  const entries: readonly Entry[] = [
    ...[...about].flatMap(([name, { description: comment }]) =>
      Object.hasOwn(others, name) ? [{ name, value: others[name as keyof typeof others], comment, isSet: true }] : [],
    ),
    ...optional.map(([name, { description: comment, example }]) => ({ name, value: example, comment, isSet: false })),
  ];
  return [
    "{",
    `  "$schema": ${JSON.stringify(schema)},`,
    "",
    ...comment(`${description}. ${paper === "none" ? "" : paper}`.trim(), "  "),
    '  "model": {',
    ...linesOf(modelEntries(model), "    "),
    "  },",
    "",
    ...comment(DATA, "  "),
    `  "data": ${inLine(data)},`,
    "",
    ...comment("One optimizer for all phases, or one for each by the phase's name. A rate may be a schedule.", "  "),
    `  "optimizer": ${inLine(optimizer)},`,
    "",
    ...linesOf(entries, "  "),
    "}",
    "",
  ].join("\n");
}

const DATA = "What it is trained on, as --data says: a name with its settings, a folder of images or a file of arrays.";

/** Either of them says when training ends. */
const ENDS: readonly string[] = ["epochs", "steps"];

/** They depend on the network, or on the likelihood. */
const DEPENDENT: readonly string[] = ["hidden", "channels", "variance"];

function modelEntries({ type, ...given }: RunConfig["model"]): readonly Entry[] {
  const { settings, stages = {} }: Pick<ModelRecipe, "settings" | "stages"> = models[type as keyof typeof models];
  const entryOf = ([name, setting]: [string, Setting]): readonly Entry[] => {
    const isGiven = given[name] !== undefined;
    const value = isGiven ? given[name] : setting.default;
    if (value === undefined) return [];
    const share = stages[name];
    const text = share === undefined ? "" : ` Where it is left out, ${100 * share} % of the run.`;
    const isSet = isGiven || !(DEPENDENT.includes(name) || share !== undefined);
    return [{ name, value, comment: `${setting.about} ${expectedInFile(setting)}${text}`, isSet }];
  };
  const own = { name: "type", value: type, comment: "", isSet: true };
  return [own, ...Object.entries(settings).flatMap(entryOf)];
}

/** Of a whole configuration, by setting: what is said of it, and an example. */
function descriptions(): ReadonlyMap<string, { readonly description: string; readonly example: unknown }> {
  const schema = z.toJSONSchema(runConfigSchema, { io: "input", unrepresentable: "any" });
  const left = Object.entries(schema.properties ?? {}).filter(
    ([name]) => !["model", "data", "optimizer"].includes(name),
  );
  return new Map(
    left.map(([name, property]) => {
      const { description = "", examples } = property as { description?: string; examples?: unknown[] };
      return [name, { description, example: examples?.[0] ?? exampleOf(property as PartialConfig) }];
    }),
  );
}

function exampleOf({ type, enum: words, minimum = 1, properties }: PartialConfig): unknown {
  if (Array.isArray(words)) return words[0];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return minimum;
  if (type === "array") return [];
  if (!isObject(properties)) return "";
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, exampleOf(one as PartialConfig)]));
}

const linesOf = (entries: readonly Entry[], indent: string): readonly string[] =>
  entries.flatMap(({ name, value, comment: text, isSet }) => [
    ...comment(text, indent),
    `${indent}${isSet ? "" : "// "}${JSON.stringify(name)}: ${inLine(value)},`,
  ]);

/** As JSON on one line, with spaces. */
function inLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inLine).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${inLine(one)}`)
    .join(", ")} }`;
}

const WIDTH = 120;

function comment(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + word.length + 4 <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}// ${line}`);
}
