import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import * as z from "zod";
import { foundAt } from "../files/found-at.js";
import { parsedFile } from "../files/parsed-file.js";
import { makeFolder } from "../runs/make-folder.js";
import { JOB_FOLDERS, type JobFolder, jobFolder } from "../sweep/job-folder.js";
import { forCaller } from "../terminal/caller.js";

/** What is done in parts: a command and those of its options that say what it makes. */
const workSchema = z.strictObject({
  command: z.enum(["encode", "sample"]),
  /** The run's folder, or its checkpoint. */
  run: z.string(),
  /** Of the checkpoint. */
  step: z.int().min(0),
  /** How many examples are made in all. */
  count: z.int().min(1),
  /** How the file of each part ends. */
  kind: z.enum([".npy", ".csv"]),
  options: z.strictObject({
    batch: z.int().min(1).max(10_000),
    seed: z.int().min(0).exactOptional(),
    engine: z.string().exactOptional(),
    dataDir: z.string().exactOptional(),
    inputs: z.string().exactOptional(),
    part: z.enum(["train", "test"]).exactOptional(),
    set: z.record(z.string(), z.json()).exactOptional(),
    class: z.int().min(0).exactOptional(),
    mixture: z.literal(true).exactOptional(),
  }),
});

export type PartsWork = z.infer<typeof workSchema>;

/** Some of the examples. */
export interface Part {
  /** Its number, as its file is called: `007`. */
  readonly name: string;
  readonly start: number;
  /** The first that is not of it. */
  readonly end: number;
}

/** The folder of work in parts: `parts.json`, the file of each part that is done in `parts`, and what a folder of jobs has. */
export interface PartsFolder extends JobFolder {
  readonly work: PartsWork;
  readonly parts: readonly Part[];
  fileOf(part: string): string;
}

const PARTS = "parts.json";

const notedSchema = z.strictObject({ id: z.string(), work: workSchema });

export const holdsParts = (path: string): boolean => foundAt(join(path, PARTS)) !== undefined;

/**
 * The folder of some work: the one that was begun before, or a new one.
 *
 * @throws GenlabError where other work was begun there.
 */
export async function beginParts(path: string, work: PartsWork): Promise<PartsFolder> {
  if (!holdsParts(path)) {
    for (const name of ["parts", ...JOB_FOLDERS]) await makeFolder(join(path, name));
    // the last: where it is, the others are
    await writeFileAtomically(join(path, PARTS), `${JSON.stringify({ id: randomUUID(), work }, undefined, 2)}\n`);
  }
  const folder = await openParts(path);
  if (JSON.stringify(folder.work) === JSON.stringify(workSchema.parse(work))) return folder;
  throw new GenlabError(
    `${forCaller(path)} holds parts of other work, or of the run at another step. Remove it, or choose another --out.`,
  );
}

/** @throws GenlabError where there is no work in parts. */
export async function openParts(path: string): Promise<PartsFolder> {
  const where = forCaller(join(path, PARTS));
  const noted = notedSchema.safeParse(parsedFile(await readFile(join(path, PARTS), "utf8"), where));
  if (!noted.success) throw new GenlabError(`${where} is not what the tool wrote. Remove its folder, and begin anew.`);
  const { id, work } = noted.data;
  return {
    ...jobFolder(path, id),
    work,
    parts: partsOf(work),
    fileOf: (part) => join(path, "parts", `${part}${work.kind}`),
  };
}

/** A process takes some seconds to begin, and one that is killed loses its part. */
const [MOST_IN_PART, LEAST_PARTS] = [2000, 8];

/** Parts of whole batches, so that each batch is the one that one process would make. */
export function partsOf({ count, options: { batch } }: Pick<PartsWork, "count" | "options">): readonly Part[] {
  const wanted = Math.min(MOST_IN_PART, count / LEAST_PARTS);
  const length = batch * Math.max(1, Math.floor(wanted / batch));
  const many = Math.ceil(count / length);
  const digits = Math.max(3, `${many - 1}`.length);
  return Array.from({ length: many }, (_, number) => ({
    name: `${number}`.padStart(digits, "0"),
    start: number * length,
    end: Math.min(count, (number + 1) * length),
  }));
}
