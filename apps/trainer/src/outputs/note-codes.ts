import { readFile } from "node:fs/promises";
import { canEncode, canEncodeClasses, sizeOf } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { type CodePlane, codePlane } from "./code-plane.js";
import { AT_ONCE, mapInBatches } from "./in-batches.js";
import { classesOf } from "./names-and-classes.js";

/** Codes of held-out examples, as a report shows them: `codes.json` in the folder of a run. */
export interface NotedCodes extends CodePlane {
  readonly step: number;
  /** Numbers of a code. */
  readonly size: number;
  /** The class of each, where there are classes. */
  readonly classes?: readonly number[];
}

const FILE = "codes.json";
const MOST = 500;
/** Of all examples together: 21 images of 256×256 in colour. */
const MOST_VALUES = 2 ** 22;
/** Of all codes together: their plane takes about half a second. */
const MOST_CODE_VALUES = 2 ** 18;
const DIGITS = 4;

/**
 * Writes where codes of held-out examples lie, of the moving average where there is one; of models that encode. Of large examples or codes there
 * are fewer. A model that fails at it costs the run a line on the standard error.
 */
export async function noteCodes(run: Run, folder: RunFolder): Promise<void> {
  const noted = await codesToNote(run).catch((error: Error) => {
    process.stderr.write(`The codes of held-out examples are not noted: ${error.message}\n`);
  });
  if (noted) await writeFileAtomically(folder.file(FILE), `${JSON.stringify(noted)}\n`);
}

async function codesToNote({ config, data: { test }, trainer }: Run): Promise<NotedCodes | undefined> {
  const model = trainer.state.average ?? trainer.model;
  const most = Math.min(MOST, test.length, Math.floor(MOST_VALUES / sizeOf(test.shapes.x!)));
  if (most < 2 || !(canEncode(model) || canEncodeClasses(model))) return undefined;
  const indices = Array.from({ length: most }, (_, index) => index);
  const labels = test.shapes.y && classesOf(test, indices);
  const options = {
    ...{ indices, size: Math.min(AT_ONCE, config.batchSize), done: "encode", isQuiet: true },
    ...{ model, executor: trainer.executor, rng: rngFor(config, "pictures") },
  };
  let encoded: NdArray;
  if (canEncode(model)) {
    encoded = await mapInBatches(test, options, (x, context) => model.encode(x, context));
  } else if (canEncodeClasses(model) && labels) {
    encoded = await mapInBatches(test, { ...options, labels }, (x, context, y) => model.encodeClasses(x, y!, context));
  } else return undefined;
  const size = encoded.data.length / most;
  const count = Math.min(most, Math.floor(MOST_CODE_VALUES / size));
  if (count < 2) return undefined;
  const { points, shares } = codePlane({ data: encoded.data.subarray(0, count * size), shape: [count, size] });
  return {
    ...{ step: trainer.step, size, shares },
    points: points.map(([across, up]) => [rounded(across), rounded(up)]),
    ...(labels && { classes: labels.slice(0, count) }),
  };
}

/** Nothing where there are none, or the file is damaged. */
export async function readCodes(folder: RunFolder): Promise<NotedCodes | undefined> {
  try {
    return JSON.parse(await readFile(folder.file(FILE), "utf8")) as NotedCodes;
  } catch {
    return undefined;
  }
}

const rounded = (value: number) => Number(value.toPrecision(DIGITS));
