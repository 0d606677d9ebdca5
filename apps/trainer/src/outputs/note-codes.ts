import { readFile } from "node:fs/promises";
import { canEncode, canEncodeClasses } from "@genlab/core";
import { batches, take } from "@genlab/data";
import { compute } from "@genlab/trainers";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { type CodePlane, codePlane } from "./code-plane.js";

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
const DIGITS = 4;

/** Writes where codes of held-out examples lie, of the moving average where there is one; of models that encode. */
export async function noteCodes({ config, data, trainer }: Run, folder: RunFolder): Promise<void> {
  const model = trainer.state.average ?? trainer.model;
  if (data.test.length < 2) return;
  const [batch] = batches(take(data.test, Math.min(MOST, data.test.length)), {
    batchSize: Math.min(MOST, data.test.length),
  });
  const { x, y } = batch!;
  const isByClass = !canEncode(model);
  if (isByClass && !(canEncodeClasses(model) && y)) return;
  const codes = await compute(model, {
    ...{ name: "encode", rng: rngFor(config, "pictures"), executor: trainer.executor },
    batch: { x: x!, ...(isByClass && { y: y! }) },
    run: (batch, context) =>
      isByClass ? model.encodeClasses(batch.x!, batch.y!, context) : model.encode(batch.x!, context),
  });
  if (!Array.from(codes.data).every(Number.isFinite)) return;
  const { points, shares } = codePlane(codes);
  const noted: NotedCodes = {
    ...{ step: trainer.step, size: codes.data.length / codes.shape[0]!, shares },
    points: points.map(([across, up]) => [rounded(across), rounded(up)]),
    ...(y && { classes: [...y.data] }),
  };
  await writeFileAtomically(folder.file(FILE), `${JSON.stringify(noted)}\n`);
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
