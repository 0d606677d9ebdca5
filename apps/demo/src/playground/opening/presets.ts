import type { Parameters } from "../../address.js";

/** A generator that learns three times as fast as its discriminator. */
const HASTY = "discriminatorRate:0.0003";

const points = { batch: "64", layers: "heat,data,samples", chart: "quality" } as const;

/** What one may begin with, as parameters of the address, in the order of the page. */
export const presets = {
  all: {},
  collapse: { ...points, models: `gan:${HASTY}` },
  cure: { ...points, models: `gan:${HASTY},staged:${HASTY}` },
  codes: { models: "vae", layers: "data,samples,grid,ellipses", chart: "terms" },
  inside: { models: "gan", layers: "heat,data,samples", chart: "diagram", slow: "on" },
  drawing: { data: "drawing", models: "ae,vae,gan" },
} as const satisfies Readonly<Record<string, Parameters>>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as readonly PresetName[];

/** Whether an address has what the preset begins with: the same models, and data. */
export const begins = (name: PresetName, { models, data }: Parameters): boolean => {
  const preset: Parameters = presets[name];
  return preset.models === models && preset.data === data;
};
