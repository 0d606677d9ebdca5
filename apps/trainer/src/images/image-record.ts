import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import * as z from "zod";
import { forCaller } from "../terminal/caller.js";

/** The file of a run's folder that notes its images. */
export const RECORD_FILE = "images.json";

/** A name, and what `contentOf` says of the bytes. */
const image = z.tuple([z.string().min(1), z.string().min(1)]);

const recordSchema = z.strictObject({
  /** By the index that the model knows them by. */
  classes: z.array(z.string()),
  train: z.array(image),
  test: z.array(image),
});

/** Which images a run began with. */
export type ImageRecord = z.infer<typeof recordSchema>;

/** The text of the file: a line an image. */
export function recordText({ classes, train, test }: ImageRecord): string {
  const part = (images: ImageRecord["train"]) =>
    `[\n${images.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`;
  return `{\n  "classes": ${JSON.stringify(classes)},\n  "train": ${part(train)},\n  "test": ${part(test)}\n}\n`;
}

/**
 * What the folder of a run notes of its images; undefined for a run from before there was a note.
 *
 * @throws GenlabError when the note is none.
 */
export async function readRecord(folder: string): Promise<ImageRecord | undefined> {
  const path = join(folder, RECORD_FILE);
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new GenlabError(`${forCaller(path)} could not be read (${cause.code}).`, { cause });
  });
  if (text === undefined) return undefined;
  const { data } = recordSchema.safeParse(parsed(text));
  if (data) return data;
  throw new GenlabError(
    `${forCaller(path)} does not say which images the run began with. Put back the file that the run wrote; without it, the run goes on with those that its configuration holds out.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
