import type { DataConfig } from "../config/run-config.js";

/** The shape of one example, known before the data is read. */
export function exampleShape(config: DataConfig): readonly number[] {
  if (config.type === "arrays") return config.shape;
  if (config.type === "images") return [config.size!, config.size!, config.channels!]; // by completeImages
  if (config.type === "digits") return [8, 8, 1];
  return config.type === "mnist" ? [28, 28, 1] : [2];
}
