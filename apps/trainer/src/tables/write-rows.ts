import { canSample, canSampleClasses, GenlabError, type Model } from "@genlab/core";
import { csvOf, type NdArray, type TableColumn, tableOf } from "@genlab/data";
import { compute } from "@genlab/trainers";
import { writeFileAtomically } from "@genlab/trainers/node";
import { joined } from "../data/joined.js";
import type { Drawing } from "../outputs/reconstructions.js";
import { sampled } from "../outputs/samples.js";
import type { TableConfig } from "./table-schema.js";

/** Rows that are drawn at once: more take more memory. */
const AT_ONCE = 1000;

export interface WriteRowsOptions extends Drawing {
  readonly count: number;
  /** How columns were encoded in the run. */
  readonly table: TableConfig;
  /** Of which class. Default: of all that the model has, each as often as chance has it. */
  readonly index?: number | undefined;
}

/**
 * Draws rows from a model and writes them as a table with the columns that the run's has; the classes of a model that has some come last.
 *
 * @throws GenlabError for a model that cannot sample, and for a class that it has not.
 */
export async function writeRows(path: string, model: Model, options: WriteRowsOptions): Promise<void> {
  const { count, table } = options;
  const { labels, draw } = rowsOf(model, options);
  const parts = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    parts.push(await draw(start, Math.min(count, start + AT_ONCE)));
  }
  const rows = tableOf(table.columns as readonly TableColumn[], joined(parts));
  const last = labels && [table.y ?? "class", ...labels.map((label) => table.classes?.[label] ?? `${label}`)];
  await writeFileAtomically(path, csvOf(last ? rows.map((row, at) => [...row, last[at]!]) : rows, table.delimiter));
}

interface DrawnRows {
  /** Of the rows that are drawn from classes. */
  readonly labels?: readonly number[];
  /** The rows from one to another. */
  draw(start: number, end: number): Promise<NdArray>;
}

function rowsOf(model: Model, { count, table, index, rng, executor }: WriteRowsOptions): DrawnRows {
  const drawing = { rng, executor };
  if (canSampleClasses(model) && (index !== undefined || table.classes)) {
    if (index !== undefined && index >= model.classes) {
      throw new GenlabError(`There is no class ${index}: the model has ${model.classes}, which count from 0.`);
    }
    const chance = rng.fork("classes");
    const known = table.classes?.length ?? model.classes;
    const labels = Array.from({ length: count }, () => index ?? Math.floor(chance.random() * known));
    const draw = (start: number, end: number) =>
      compute(model, {
        ...{ ...drawing, name: "sample/classes" },
        batch: { y: { data: Int32Array.from(labels.slice(start, end)), shape: [end - start] } },
        run: ({ y }, context) => model.sampleClasses(y!, context),
      });
    return { labels, draw };
  }
  if (index !== undefined) throw new GenlabError("The model has no classes to draw from. Leave out --class.");
  if (canSample(model)) return { draw: (start, end) => sampled(model, end - start, drawing) };
  throw new GenlabError("The model cannot sample: it has no prior over its codes. Train a tabular-vae, say.");
}
