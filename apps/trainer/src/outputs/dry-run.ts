import { namedVariables } from "@genlab/core";
import { batchesPerEpoch } from "@genlab/data";
import type { Run } from "../runs/create-run.js";
import { describeRun } from "../runs/describe-run.js";
import { trialOn } from "../runs/faster-engine.js";
import { table } from "../terminal/table.js";
import { counted, describeSeconds, rounded } from "../terminal/words.js";

/** What a run would be, found out by a few steps of a copy: shapes, parameters by layer, memory and time. Nothing is written. */
export async function describeDryRun(run: Run): Promise<readonly string[]> {
  const { config, data, trainer, steps, stepsPerEpoch } = run;
  const { batchSize, lastBatch } = config;
  const { model, average, optimizers } = trainer.state;
  const milliseconds = await trialOn(data).measure(config);
  const perStep = trainer.batchesPerStep;
  const shapes = Object.entries(data.train.shapes).map(([field, shape]) => `${field} [${shape.join(", ")}]`);
  return [
    describeRun(run),
    ...table([
      [
        "data",
        `${number(data.train.length)} to train on, ${number(data.test.length)} to test on; an example: ${shapes.join(", ")}`,
      ],
      [
        "batch",
        `${batchSize}${perStep > 1 ? `, ${perStep} of them for a step` : ""}; ${number(batchesPerEpoch(data.train, { batchSize, lastBatch }))} an epoch`,
      ],
      ["steps", `${number(steps)}, ${rounded(steps / stepsPerEpoch)} epochs`],
    ]),
    "",
    ...table([...layersOf(model), ["in all", "", number(sizeOf(model))]]),
    "",
    ...table([
      ["memory of the model", bytes(model)],
      ...(average ? [["of its moving average", bytes(average)]] : []),
      ["of the optimizers", bytes(optimizers)],
      ["a checkpoint", bytes(trainer.state)],
      ["the process, after the steps", megabytes(process.memoryUsage().rss)],
    ]),
    "",
    `a step takes ${rounded(milliseconds)} ms; ${counted(steps, "step", "steps")} about ${describeSeconds((steps * milliseconds) / 1000)}, evaluations and pictures not counted`,
  ];
}

/** A row for each layer: its path, the shapes of its variables, and how many numbers they hold. */
function layersOf(model: object): readonly (readonly string[])[] {
  const layers = new Map<string, { readonly shapes: string[]; count: number }>();
  for (const [path, { shape, size }] of namedVariables(model)) {
    const end = path.lastIndexOf(".");
    const layer = layers.get(path.slice(0, Math.max(0, end))) ?? { shapes: [], count: 0 };
    layer.shapes.push(`${path.slice(end + 1)} [${shape.join(", ")}]`);
    layer.count += size;
    layers.set(path.slice(0, Math.max(0, end)), layer);
  }
  return [...layers].map(([path, { shapes, count }]) => [path, shapes.join(", "), number(count)]);
}

const sizeOf = (module: object) => [...namedVariables(module).values()].reduce((sum, { size }) => sum + size, 0);

const bytes = (module: object) => megabytes(4 * sizeOf(module));

const megabytes = (count: number) => `${rounded(count / 1e6)} MB`;

const number = (value: number) => value.toLocaleString("en");
