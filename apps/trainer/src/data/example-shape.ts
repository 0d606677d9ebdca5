import { exampleSizeOf, type TableColumn } from "@genlab/data";
import { type DatasetName, publishedDatasets } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { sidesOf } from "../images/image-size.js";

/** The shape of one example, known before the data is read. */
export function exampleShape(config: DataConfig): readonly number[] {
  if (config.type === "arrays") return config.shape;
  if (config.type === "images") {
    const { width, height } = sidesOf(config.size!); // by prepareImages, as its channels are
    return [height, width, config.channels!];
  }
  if (config.type === "digits") return [8, 8, 1];
  if (config.type === "file") return config.shape!; // by prepareFile
  if (config.type === "table") return [exampleSizeOf(config.columns as readonly TableColumn[])]; // by prepareTable
  return isPublished(config) ? publishedDatasets[config.type].shape : [2];
}

/** Data that others publish, and that are downloaded by their name. */
export type PublishedConfig = Extract<DataConfig, { readonly type: DatasetName }>;

export const isPublished = (config: DataConfig): config is PublishedConfig =>
  Object.hasOwn(publishedDatasets, config.type);
