import { markdownTable } from "../markdown-table.js";
import { meanAndError } from "../mean-and-error.js";
import { anomalySetups } from "./anomaly-setups.js";
import type { AnomalyResult } from "./reproduce-anomaly.js";

/** A table in Markdown: a row for each held-out digit, and their mean. */
export function anomalyTable(results: readonly AnomalyResult[]): readonly string[] {
  const classes = [...new Set(results.map(({ heldOut }) => heldOut))];
  const areas = (wanted: string) => results.filter(({ setup }) => setup.title === wanted).map(({ area }) => area);
  const columns = anomalySetups.flatMap(({ title, published }) => [
    { title, values: areas(title) },
    ...(published ? [{ title: `published, ${title}`, values: classes.map((digit) => published[digit]!) }] : []),
  ]);
  return markdownTable(
    ["held out", ...columns.map(({ title }) => title)],
    [
      ...classes.map((digit, index) => [`${digit}`, ...columns.map(({ values }) => values[index]!.toFixed(2))]),
      ["mean", ...columns.map(({ values }) => meanAndError(values).mean.toFixed(2))],
    ],
  );
}
