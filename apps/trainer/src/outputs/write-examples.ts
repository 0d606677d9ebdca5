import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { encodeNpy, type NdArray } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import { createCanvas } from "../pictures/canvas.js";
import { forTerminal } from "../pictures/for-terminal.js";
import { drawImage } from "../pictures/image-grid.js";
import type { Section } from "../pictures/section.js";
import { takeExamples } from "../pictures/take-examples.js";
import { PICTURE_COLUMNS, pictureOf, toPng } from "../pictures/write-picture.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { columnNames, examplesAsCsv } from "./csv.js";
import type { OutputKind, OutputPlace } from "./output-place.js";

/** What examples can be written as: one picture of all, an array, a table of vectors, a picture each. */
export const EXAMPLE_KINDS: readonly OutputKind[] = [".png", ".npy", ".csv", "folder"];

/** In a picture of which no number is asked. */
export const FEW = 12;

/** A terminal shows the first few. */
const MOST_SHOWN = 48;

export interface WriteExamplesOptions {
  /** What the examples of the last section are called, for a folder. Default: their place. */
  readonly names?: readonly string[];
  /** Images in a row of a picture. Default 12. */
  readonly columns?: number;
  /** What is written where it is no picture. Default: the last section. */
  readonly result?: NdArray;
}

/**
 * Writes what a model made, which is the last section; a picture shows the others too. It is whole or not there. Says where, and shows it on
 * a terminal.
 *
 * @throws GenlabError for images as CSV, and for vectors as pictures each.
 */
export async function writeExamples(
  { path, kind }: OutputPlace,
  sections: readonly Section[],
  { names, columns = PICTURE_COLUMNS, result: examples = sections.at(-1)!.examples }: WriteExamplesOptions = {},
): Promise<void> {
  const { stdout } = process;
  const [count, ...shape] = examples.shape as readonly [number, ...number[]];
  if (kind === ".png") await writeFileAtomically(path, toPng(pictureOf(sections, columns)));
  if (kind === ".npy") await writeFileAtomically(path, encodeNpy(examples));
  if (kind === ".csv") await writeFileAtomically(path, examplesAsCsv({}, columnNames("x", shape), examples));
  if (kind === "folder") await writeFolder(path, examples, names);
  if (stdout.isTTY) {
    const few = sections.map(({ label, examples }) => ({ label, examples: takeExamples(examples, MOST_SHOWN) }));
    for (const line of forTerminal(shape.length === 3 ? few : sections, stdout)) stdout.write(`${line}\n`);
  }
  const what = kind === ".png" ? "" : ` (${counted(count, "example", "examples")} of [${shape.join(", ")}])`;
  stdout.write(`${forCaller(path)}${what}\n`);
}

/** More images are no picture that one looks at. */
const MOST_IN_PICTURE = 10_000;

/**
 * @param shape of an example
 * @param count how many
 * @throws GenlabError where examples of a shape cannot be written so; to be asked before they are made.
 */
export function requireKind(kind: OutputKind, shape: readonly number[], count = 0): void {
  if (kind === ".png" && shape.length === 3 && count > MOST_IN_PICTURE) {
    throw new GenlabError(
      `A picture holds ${MOST_IN_PICTURE} images, and there are ${count}. Take fewer with --count, or give --out a .npy file or a folder.`,
    );
  }
  if (kind === "folder" && shape.length !== 3) {
    throw new GenlabError(
      "The model makes vectors, which are no pictures. Give --out a name that ends in .npy or .csv.",
    );
  }
  if (kind === ".csv" && shape.length === 3) {
    throw new GenlabError("The model makes images, which are no rows of a table. Give --out a name that ends in .npy.");
  }
}

/** A picture for each, in the size that they have; a folder that was not there appears when all are in it. */
async function writeFolder(path: string, images: NdArray, names: readonly string[] = []): Promise<void> {
  const [count = 0, height = 1, width = 1] = images.shape;
  const digits = Math.max(4, `${count - 1}`.length);
  const part = `${path.replace(/[\\/]+$/, "")}.${process.pid}.part`;
  try {
    await mkdir(part);
    for (let index = 0; index < count; index++) {
      const canvas = createCanvas(width, height);
      drawImage(canvas, images, { index, x: 0, y: 0, scale: 1 });
      const name = names[index] === undefined ? "" : `-${stemOf(names[index]!)}`;
      await writeFile(join(part, `${`${index}`.padStart(digits, "0")}${name}.png`), toPng(canvas));
    }
    // files of other names in a folder that was there are left alone
    const files = existsSync(path) ? await readdir(part) : [];
    for (const file of files) await rename(join(part, file), join(path, file));
    if (files.length > 0) await rm(part, { recursive: true });
    else await rename(part, path);
  } catch (cause) {
    await rm(part, { recursive: true, force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new GenlabError(`The pictures could not be written to ${forCaller(path)} (${code ?? message}).`, { cause });
  }
}

/** `cats/1.jpg` as a part of a file's name: `cats-1`. */
const stemOf = (name: string): string => name.replace(/\.[^./\\]*$/, "").replace(/[^\p{L}\p{N}._-]+/gu, "-");
