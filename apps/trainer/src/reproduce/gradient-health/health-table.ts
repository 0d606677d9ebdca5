import { markdownTable } from "../markdown-table.js";
import type { GradientNorms } from "./measure-gradients.js";

/** A subject and what was measured of it. */
export interface HealthResult {
  readonly networks: string;
  readonly subject: string;
  readonly measured: readonly GradientNorms[];
}

/** A table in Markdown: a row for each layer of the generator, and of each subject its norm at the first, middle and last step. */
export function healthTable(results: readonly HealthResult[]): readonly string[] {
  const chosen = results.map(({ subject, measured }) => ({
    subject,
    reports: [measured[0]!, measured[Math.floor(measured.length / 2)]!, measured.at(-1)!],
  }));
  const columns = chosen.flatMap(({ subject, reports }) =>
    reports.map(({ step, norms }) => ({ subject, step, norms })),
  );
  const layers = Math.max(...columns.map(({ norms }) => norms.length));
  return markdownTable(
    ["layer", ...columns.map(({ subject, step }) => `${subject}, step ${step}`)],
    Array.from({ length: layers }, (_, layer) => [
      `${layer + 1}`,
      ...columns.map(({ norms }) => norms[layer]?.toExponential(1) ?? ""),
    ]),
  );
}
