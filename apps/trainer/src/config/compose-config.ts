import { GenlabError } from "@genlab/core";
import { publishedDatasets } from "@genlab/data/node";
import { models, suggestion } from "@genlab/zoo";
import type { Preset } from "../presets/preset.js";
import { presets } from "../presets/presets.js";
import { checkConfig } from "./check-config.js";
import { merge } from "./merge.js";
import { defaults, isObject, type PartialConfig, type RunConfig } from "./run-config.js";
import { withDefaults } from "./with-defaults.js";

/** What the caller asked for. Later members count more than earlier ones. */
export interface Request {
  readonly preset?: string;
  /** The content of a configuration file. */
  readonly file?: { readonly path: string; readonly content: PartialConfig };
  /** A model type. */
  readonly model?: string;
  /** What the options say. */
  readonly options: PartialConfig;
}

export interface ComposedConfig {
  readonly config: RunConfig;
  /** What to call the run: its preset, or its model. */
  readonly name: string;
  /** Whether the file or an option says how many examples a batch has. */
  readonly isBatchAsked: boolean;
}

/** Lays the options over the file, over the preset (and what it says of the digits), over the defaults, and checks the whole. */
export function composeConfig(request: Request): ComposedConfig {
  const { file, model, options } = request;
  const preset = request.preset ?? (file ? undefined : model === undefined ? presetFor(options) : ofRows[model]);
  const given: PartialConfig = file ? withoutOldSplit(file.content, options) : {};
  const { config: described = {}, onDigits = {} } = presetNamed(preset) ?? {};
  const { data } = [described, given, options].reduce<PartialConfig>(merge, { data: defaults.data });
  const isOfDigits = isObject(data) && data.type === "digits";
  const below = [described, isOfDigits ? onDigits : {}, given].reduce<PartialConfig>(merge, {});
  if (model !== undefined) checkModel(model, below, preset === undefined ? file?.path : `The preset "${preset}"`);
  const asked = merge(merge(below, model === undefined ? {} : { model: { type: model } }), options);
  const where = file ? file.path : "The configuration";
  const checked = checkConfig(withDefaults(asked), where);
  const isBatchAsked = [given, options].some(({ batchSize }) => batchSize !== undefined);
  return { config: checked, name: request.preset ?? model ?? preset ?? checked.model.type, isBatchAsked };
}

/** The presets of models that learn from rows, which come in batches of another size than images. */
const ofRows: Readonly<Record<string, string>> = { "tabular-vae": "table", "tabular-gan": "table-gan" };

/** What a configuration notes of data means nothing for those at another path. */
function withoutOldSplit(content: PartialConfig, { data: asked }: PartialConfig): PartialConfig {
  const { data } = content;
  if (!isObject(data) || !isObject(asked)) return content;
  if (asked.path !== undefined && asked.path !== data.path) return { ...content, data: {} };
  if (asked.folder === undefined || asked.folder === data.folder) return content;
  const { heldOut: _, trainedOn: __, skipped: ___, ...kept } = data;
  return { ...content, data: kept };
}

/** Points need another likelihood than images in [0, 1]. */
function presetFor({ data }: PartialConfig): string {
  const type = isObject(data) ? data.type : "digits";
  if (type === "images" || type === "cifar-10" || type === "cifar-100") return "images";
  if (type === "file" || type === "table") return `${type}`;
  return type === "digits" || Object.hasOwn(publishedDatasets, `${type}`) ? "digits" : "points";
}

function presetNamed(name: string | undefined): Preset | undefined {
  if (name === undefined) return undefined;
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset) return preset;
  throw new GenlabError(`There is no preset "${name}". ${suggestion(name, Object.keys(presets), "presets")}`);
}

function checkModel(type: string, { model: given }: PartialConfig, source: string | undefined): void {
  if (!Object.hasOwn(models, type)) {
    throw new GenlabError(`There is no model "${type}". ${suggestion(type, Object.keys(models), "models")}`);
  }
  const other = isObject(given) ? given.type : type;
  if (other === type) return;
  throw new GenlabError(
    `${source} is of the model "${other}", but the model "${type}" was asked for. Leave out the one or the other.`,
  );
}
