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
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    row(["held out", ...columns.map(({ title }) => title)]),
    row(["---", ...columns.map(() => "---")]),
    ...classes.map((digit, index) => row([`${digit}`, ...columns.map(({ values }) => values[index]!.toFixed(2))])),
    row(["mean", ...columns.map(({ values }) => mean(values).toFixed(2))]),
  ];
}
