import type { Parameters } from "../address.js";
import {
  choice,
  decimal,
  decimals,
  flag,
  readFields,
  text,
  type ValuesOf,
  wholeNumber,
  writeFields,
} from "../address-fields.js";
import { modelSettings } from "../zoo/model-settings.js";
import { numberField } from "../zoo/number-field.js";
import { type ModelName, modelNames, ownSettings } from "./kinds.js";
import { liveField, settingChanges } from "./setting-change.js";

export const sources = ["digits", "images", "drawings"] as const;
export const networks = ["dense", "convolutional"] as const;

/** What a run is trained on. */
export type Source = (typeof sources)[number];

/** What can be set, with the limits that a link has. */
const fieldsOf = (model: ModelName) => {
  const own = ownSettings(model);
  return {
    model: choice(modelNames, "vae"),
    seed: wholeNumber(1, { min: 0, max: 999_999 }),
    data: choice(sources, "digits"),
    network: choice(networks, "dense"),
    latent: numberField(modelSettings.vae.latent, { max: 64, initial: own.latent }),
    width: wholeNumber(256, { min: 16, max: 1024 }),
    rate: liveField("rate", own.rate),
    batch: liveField("batch"),
    beta: liveField("beta", own.beta),
    noise: liveField("noise"),
    size: choice(["8", "16", "28", "32"], "8"),
    color: flag(false),
    drawings: text(""),
    changes: settingChanges,
    drawing: text(""),
    from: wholeNumber(0, { min: 0, max: 9999 }),
    to: wholeNumber(1, { min: 0, max: 9999 }),
    at: decimals,
    digit: wholeNumber(3, { min: 0, max: 9 }),
    example: wholeNumber(2, { min: 0, max: 9999 }),
    spoiled: decimal(0, { min: 0, max: 1 }),
    page: wholeNumber(0, { min: 0, max: 9999 }),
    draw: wholeNumber(0, { min: 0, max: 9999 }),
  };
};

export type Settings = ValuesOf<ReturnType<typeof fieldsOf>>;

/** The settings of an address. What a model's own default is depends on the model. */
export function readSettings(parameters: Parameters): Settings {
  const { model } = readFields(fieldsOf("vae"), parameters);
  return readFields(fieldsOf(model), parameters);
}

/** The inverse of `readSettings`, without what is a default. */
export const writeSettings = (settings: Settings): Parameters => writeFields(fieldsOf(settings.model), settings);

/** The same for another model, with that model's own defaults for what depends on it. */
export const withModel = (settings: Settings, model: ModelName): Settings => ({
  ...settings,
  ...ownSettings(model),
  model,
  changes: [],
  at: [],
});
