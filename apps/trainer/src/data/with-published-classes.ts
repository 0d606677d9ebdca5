import { publishedDatasets } from "@genlab/data/node";
import type { RunConfig } from "../config/run-config.js";
import { classCountFor } from "./class-count-for.js";
import { isPublished } from "./example-shape.js";

/** Notes the split of a dataset that has some, and its classes for a model that has some: where there are ten, the model's default is right. */
export function withPublishedClasses(config: RunConfig): RunConfig {
  if (!isPublished(config.data)) return config;
  const data = config.data.type === "emnist" ? { split: "balanced" as const, ...config.data } : config.data;
  const { classes } = publishedDatasets[data.type];
  const count = data.type === "emnist" ? publishedDatasets.emnist.classes[data.split] : classes;
  if (count === 10) return { ...config, data };
  const model = { ...classCountFor(config, Number(count), "the data have none."), ...config.model };
  return { ...config, data, model };
}
