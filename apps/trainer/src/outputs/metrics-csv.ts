import type { PhaseLosses } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";

/** A log as comma-separated values (RFC 4180): a line for each of its lines, a column for each term, `train.PHASE.TERM` or `test.PHASE.TERM`, and each figure. */
export function metricsCsv(log: readonly Metrics[]): string {
  const lines = log.map(({ step, seconds, losses, evaluation, figures = {} }) => ({
    step,
    seconds,
    ...columnsOf("train", losses),
    ...columnsOf("test", evaluation),
    ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [`figures.${name}`, value])),
  }));
  const columns = [...new Set(["step", "seconds", ...lines.flatMap((line) => Object.keys(line))])];
  const rows = lines.map((line: Readonly<Record<string, number>>) => columns.map((column) => `${line[column] ?? ""}`));
  return [columns, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

const columnsOf = (part: string, losses: PhaseLosses = {}): Record<string, number> =>
  Object.fromEntries(
    Object.entries(losses).flatMap(([phase, terms]) =>
      Object.entries(terms).map(([term, value]) => [`${part}.${phase}.${term}`, value]),
    ),
  );

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
