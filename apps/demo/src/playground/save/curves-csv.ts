import type { Series } from "../../plane/run/curves.js";

/** What one model reported. */
export interface Reported {
  /** Its place among the models, from 1. */
  readonly slot: number;
  readonly kind: string;
  readonly losses: Series;
  readonly quality: Series;
}

/** A line for each number: `slot,model,step,name,value`. */
export function curvesCsv(models: readonly Reported[]): string {
  const lines = models.flatMap(({ slot, kind, losses, quality }) =>
    [losses, quality].flatMap(({ steps, values }) =>
      steps.flatMap((step, i) =>
        Object.entries(values).flatMap(([name, list]) =>
          list[i] === null || list[i] === undefined ? [] : [`${slot},${kind},${step},${name},${list[i]}`],
        ),
      ),
    ),
  );
  return `${["slot,model,step,name,value", ...lines].join("\n")}\n`;
}
