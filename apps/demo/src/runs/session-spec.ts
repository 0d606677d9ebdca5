import type { DataSpec } from "../session/data.js";
import type { SessionSpec } from "../session/spec.js";
import { isOfPoints, type RunConfiguration } from "./configuration.js";

/** The session that goes on with a run: the exact one where the data are those of the run. */
export function sessionSpec(configuration: RunConfiguration, data: DataSpec): SessionSpec {
  const { seed, model, optimizer, batchSize, lastBatch, average, gradientNorms, reportEvery } = configuration;
  return {
    ...{ seed, model, isSaved: true, optimizer, data },
    batchSize: Math.min(batchSize, countOf(data)),
    ...(lastBatch !== undefined && { lastBatch }),
    ...(average !== undefined && { average }),
    ...(gradientNorms !== undefined && { gradientNorms }),
    ...(reportEvery !== undefined && { reportEvery }),
  };
}

/** Of data that a person gave, which may be few. */
function countOf(data: DataSpec): number {
  if (data.type === "arrays") return data.fields.x!.shape[0]!;
  return data.type === "pictures" ? data.indices.length : Number.POSITIVE_INFINITY;
}

/** The data that a run was made from, where the page has them. */
export function ownData({ data }: RunConfiguration): DataSpec | null {
  if (isOfPoints(data)) return data;
  return data.type === "digits" ? data : null;
}
