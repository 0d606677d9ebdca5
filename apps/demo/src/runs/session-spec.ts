import type { DataSpec } from "../session/data.js";
import type { SessionSpec } from "../session/spec.js";
import { isOfPoints, type RunConfiguration } from "./configuration.js";

/** The session that goes on with a run: the exact one where the data are those of the run. */
export function sessionSpec(configuration: RunConfiguration, data: DataSpec): SessionSpec {
  const { seed, model, optimizer, batchSize, lastBatch, average, gradientNorms, reportEvery } = configuration;
  return {
    ...{ seed, model, isSaved: true, optimizer, data },
    batchSize: data.type === "arrays" ? Math.min(batchSize, data.fields.x!.shape[0]!) : batchSize,
    ...(lastBatch !== undefined && { lastBatch }),
    ...(average !== undefined && { average }),
    ...(gradientNorms !== undefined && { gradientNorms }),
    ...(reportEvery !== undefined && { reportEvery }),
  };
}

/** The data that a run was made from, where the page has them. */
export function ownData({ data }: RunConfiguration): DataSpec | null {
  if (isOfPoints(data)) return data;
  return data.type === "digits" ? data : null;
}
