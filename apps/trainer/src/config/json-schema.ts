import { type ModelRecipe, type Setting, type Settings, sentenceOf } from "@genlab/core";
import { models, optimizers, schedules } from "@genlab/zoo";
import * as z from "zod";
import { expectedInFile } from "./expected-in-file.js";
import { defaults, type PartialConfig, runConfigSchema } from "./run-config.js";

type Schema = PartialConfig;

/**
 * The JSON Schema (draft 7) of configuration files, by which editors complete and check them. A file holds any part of a configuration, so that
 * nothing in it must be there.
 */
export function configurationSchema(): Schema {
  const { properties, ...others } = z.toJSONSchema(runConfigSchema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  });
  const { $schema: dialect, required: _, ...top } = others;
  const { data, model, optimizer, ...rest } = properties as Readonly<Record<string, Schema>>;
  return {
    $schema: dialect,
    title: "A run of GenLab",
    ...top,
    properties: {
      $schema: { type: "string" },
      model: {
        ...described(model!),
        ...byType(modelTypes(), "Which model: `genlab info MODEL` tells what can be set."),
      },
      data: { ...described(data!), ...byType(dataTypes(data!), "What kind of data.") },
      optimizer: {
        ...described(optimizer!),
        anyOf: [{ allOf: [{ $ref: "#/definitions/optimizer" }, { required: ["type"] }] }, byPhase],
      },
      ...Object.fromEntries(Object.entries(rest).map(([name, schema]) => [name, withDefault(name, schema)])),
    },
    definitions: {
      optimizer: byType(typesOf(optimizers), "Which optimizer."),
      schedule: { ...byType(typesOf(schedules), "How it changes by the step."), required: ["type"] },
    },
  };
}

/** One optimizer for each phase; or settings of those that the model has, which are of all phases. */
const byPhase: Schema = {
  type: "object",
  not: { required: ["type"] },
  additionalProperties: {
    anyOf: [{ type: ["number", "boolean"] }, { $ref: "#/definitions/schedule" }, { $ref: "#/definitions/optimizer" }],
  },
};

const withDefault = (name: string, schema: Schema): Schema =>
  Object.hasOwn(defaults, name) ? { ...schema, default: defaults[name as keyof typeof defaults] } : schema;

const described = ({ description }: Schema): Schema => (description === undefined ? {} : { description });

interface Described {
  readonly description: string;
  readonly schema: Schema;
}

const modelTypes = () => typesOf(models as Readonly<Record<string, Pick<ModelRecipe, "description" | "settings">>>);

const typesOf = (
  table: Readonly<Record<string, { readonly description: string; readonly settings: Settings }>>,
): Readonly<Record<string, Described>> =>
  Object.fromEntries(
    Object.entries(table).map(([type, { description, settings }]) => [
      type,
      { description, schema: { properties: settingsSchema(settings) } },
    ]),
  );

/** The alternatives of the union, by each of the types that it is for. */
function dataTypes({ oneOf, anyOf }: Schema): Readonly<Record<string, Described>> {
  const alternatives = (oneOf ?? anyOf) as readonly { readonly properties: Readonly<Record<string, Schema>> }[];
  return Object.fromEntries(
    alternatives.flatMap(({ properties: { type, ...properties } }) => {
      const names = (type!.enum ?? [type!.const]) as readonly string[];
      return names.map((name) => [name, { description: "", schema: { properties } }] as const);
    }),
  );
}

/** An object whose `type` says which properties it has; where it has none yet, any. */
function byType(types: Readonly<Record<string, Described>>, description: string): Schema {
  const names = Object.keys(types);
  return {
    type: "object",
    properties: {
      type: { description, enum: names, enumDescriptions: names.map((name) => types[name]!.description) },
    },
    allOf: names.map((name) => {
      const { properties } = types[name]!.schema as { readonly properties: Schema };
      return {
        if: { properties: { type: { const: name } }, required: ["type"] },
        // biome-ignore lint/suspicious/noThenProperty: JSON Schema's word; the type is there again, or it would be one too many
        then: { properties: { type: true, ...properties }, additionalProperties: false },
      };
    }),
  };
}

/** What each setting may be. */
const settingsSchema = (settings: Settings): Schema =>
  Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, settingSchema(setting)]));

function settingSchema(setting: Setting): Schema {
  const { accepts } = setting;
  const alternatives: readonly Schema[] = [
    ...alternativesOf(setting),
    ...(setting.kind.type !== "words" && setting.kind.type !== "other" && accepts("auto") ? [{ const: "auto" }] : []),
    ...(setting.kind.type === "words" && accepts(true) ? [{ type: "boolean" }] : []),
  ];
  const byDefault = "default" in setting ? { default: setting.default } : {};
  return {
    description: `${sentenceOf(setting)} ${expectedInFile(setting)}`,
    ...(alternatives.length === 1 ? alternatives[0] : { anyOf: alternatives }),
    ...byDefault,
  };
}

function alternativesOf({ kind }: Setting): readonly Schema[] {
  const ends = ({ min, max }: { readonly min: number; readonly max: number }): Schema => ({
    ...(Number.isFinite(min) && { minimum: min }),
    ...(Number.isFinite(max) && { maximum: max }),
  });
  switch (kind.type) {
    case "number":
      return [{ type: kind.isWhole ? "integer" : "number", ...ends(kind) }];
    case "numbers":
      return [{ type: "array", items: { type: "integer", minimum: 0 } }];
    case "rate":
      return [{ type: "number", ...ends(kind) }, { $ref: "#/definitions/schedule" }];
    case "flag":
      return [{ type: "boolean" }];
    case "words":
      return [{ enum: kind.words }];
    case "other":
      return [{}];
  }
}
