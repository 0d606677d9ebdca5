import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { type Dataset, fromArrays, map, type NdArray } from "@genlab/data";
import type { RunConfig } from "../config/run-config.js";
import { classCountFor } from "../data/class-count-for.js";
import type { RunData } from "../data/run-data.js";
import { splitBy } from "../data/split-by.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { checkSame } from "./check-same.js";
import type { FileConfig } from "./file-config.js";
import { findRoles, type Roles } from "./find-roles.js";
import { heldOutOf } from "./held-out-of.js";
import { ARRAY_FILES, type OpenedArrays, openArrays } from "./open-arrays.js";
import { type Examples, readExamples } from "./read-examples.js";
import { type Classes, readLabels } from "./read-labels.js";

export interface PreparedFile {
  readonly config: RunConfig;
  readonly data: RunData;
}

/**
 * Reads the arrays of a file, and notes in the configuration what it leaves open of them: the shape of an example, which values are black and
 * white, which examples are held out to test on, which labels the classes have, and the file's SHA-256, by which it is known again.
 *
 * @throws GenlabError when the file is another than the configuration notes, or does not say plainly what is in it.
 */
export async function prepareFile(config: RunConfig, file: FileConfig): Promise<PreparedFile> {
  if (!existsSync(file.path)) {
    const remedy =
      file.sha256 === undefined ? `Give the path of one: ${ARRAY_FILES}.` : "Name where it lies now by --data-dir.";
    throw new GenlabError(`There is no file ${forCaller(file.path)}. ${remedy}`);
  }
  const opened = await openArrays(file.path);
  checkSame(opened.sha256, file);
  const roles = findRoles(opened.arrays, file);
  const nameOf = (key: string) =>
    opened.arrays.size === 1 || opened.files
      ? forCaller(opened.files?.get(key) ?? file.path)
      : `${forCaller(file.path)}, "${key}"`;
  const read = (key: string) => readExamples(opened.arrays.get(key)!, file, nameOf(key));
  const train = await read(roles.x);
  const test = roles.testX === undefined ? undefined : await read(roles.testX);
  if (test) checkAlike(train, test, nameOf(roles.testX!));
  const classes = await classesOf(opened, roles, nameOf);
  const count = train.array.shape[0]!;
  const heldOut = test ? undefined : heldOutOf(file, count, config);
  const range = rangeOf(train, test);
  const noted: FileConfig = {
    ...file,
    shape: [...train.layout.shape],
    ...(train.layout.isChannelsFirst && { layout: "channels-first" }),
    ...(range && { range: [...range] }),
    ...(classes && { labels: [...classes.labels] }),
    ...(heldOut && { heldOut: [...heldOut], trainedOn: count - heldOut.length }),
    sha256: opened.sha256,
  };
  const all = datasetOf(train.array, classes?.parts[0], range);
  const data = test ? { train: all, test: datasetOf(test.array, classes?.parts[1], range) } : splitBy(all, heldOut!);
  const model = {
    ...classCountFor(config, classes?.labels.length ?? 0, `${forCaller(file.path)} has none. ${ADD_LABELS}`),
    ...config.model,
  };
  return {
    config: { ...config, model, data: noted },
    data: { ...data, note: noteOf(data, train, { range, classes }) },
  };
}

const ADD_LABELS = "Put an array of them beside the examples, named y, or name it by --set data.y=NAME.";

function checkAlike(train: Examples, test: Examples, name: string): void {
  if (`${train.layout.shape}` === `${test.layout.shape}`) return;
  throw new GenlabError(
    `${name}, the test part, has examples of [${test.layout.shape.join(", ")}], but those to train on are [${train.layout.shape.join(", ")}]. Save both alike, or leave it out: --set data.testX=false.`,
  );
}

/** Both parts have one: bytes of which the few to test on are 0 and 1 alone are bytes still. */
function rangeOf(train: Examples, test: Examples | undefined): readonly [number, number] | undefined {
  if (!train.range) return undefined;
  return test?.range && test.range[1] > train.range[1] ? test.range : train.range;
}

async function classesOf(
  { arrays, files }: OpenedArrays,
  { x, y, testX, testY }: Roles,
  nameOf: (key: string) => string,
): Promise<Classes | undefined> {
  if (y === undefined) return undefined;
  const examples = [x, ...(testX === undefined ? [] : [testX])];
  const labels = [y, ...(testX === undefined ? [] : [testY])];
  const parts: { readonly array: NdArray; readonly name: string }[] = [];
  for (const [index, key] of labels.entries()) {
    if (key === undefined) {
      const remedy = files ? "Put the file of them beside it" : "Name them by --set data.testY=NAME";
      throw new GenlabError(
        `${nameOf(testX!)}, the test part, has no labels, but ${nameOf(x)} has. ${remedy}, or leave all out: --set data.y=false.`,
      );
    }
    const array = await arrays.get(key)!.read();
    const count = arrays.get(examples[index]!)!.shape[0]!;
    if (array.shape[0] !== count) {
      throw new GenlabError(
        `${nameOf(key)} has ${array.shape[0] ?? "no"} labels, but ${nameOf(examples[index]!)} has ${count} examples. Save one an example, or leave them out: --set data.y=false.`,
      );
    }
    parts.push({ array, name: nameOf(key) });
  }
  return readLabels(parts);
}

/** Examples in memory, by their range where they are images. */
export function datasetOf(
  { data, shape }: NdArray,
  classes: Int32Array | undefined,
  range: readonly [number, number] | undefined,
): Dataset {
  const stored = fromArrays({ x: { data, shape }, ...(classes && { y: { data: classes, shape: [classes.length] } }) });
  const [black, white] = range ?? [0, 1];
  if (data instanceof Float32Array && black === 0 && white === 1) return stored;
  // bytes stay bytes in memory, a quarter of their size as floats
  return map(stored, ({ x, ...rest }) => ({ x: { data: scaled(x!.data, black, white), shape: x!.shape }, ...rest }));
}

function scaled(levels: ArrayLike<number>, black: number, white: number): Float32Array {
  const values = new Float32Array(levels.length);
  // a plain loop: `Float32Array.from` with a function takes more than ten times as long
  for (let i = 0; i < values.length; i++) values[i] = (levels[i]! - black) / (white - black);
  return values;
}

interface Facts {
  readonly range: readonly [number, number] | undefined;
  readonly classes: Classes | undefined;
}

function noteOf({ train, test }: RunData, { layout: { shape }, extent }: Examples, { range, classes }: Facts): string {
  const [height, width, channels] = shape;
  const [least, most] = extent.map((value) => Number(value.toPrecision(4)));
  const what = range
    ? `images of ${width}×${height}, ${channels === 1 ? "grey" : "in colour"}`
    : `vectors of ${counted(height!, "number", "numbers")} from ${least} to ${most}${height! > 2 ? ", whose first two pictures show" : ""}`;
  const labels = classes?.labels ?? [];
  const isPlain = labels.every((label, index) => label === index);
  const names =
    isPlain || labels.length > 20 ? "" : `: ${labels.map((label, index) => `${index} is ${label}`).join(", ")}`;
  return [
    `${counted(train.length, "example", "examples")} to train on and ${test.length} to test on, ${what}`,
    ...(range && (range[0] !== 0 || range[1] !== 1 || most! <= 0.5)
      ? [`${range[0]} is black and ${range[1]} white, of values from ${least} to ${most}`]
      : []),
    ...(labels.length > 0 ? [`${counted(labels.length, "class", "classes")}${names}`] : []),
  ].join("; ");
}
