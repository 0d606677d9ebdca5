import { GenlabError, sizeOf } from "@genlab/core";
import type { StoredArray } from "@genlab/data";
import { checkConfig } from "../config/check-config.js";
import type { RunConfig } from "../config/run-config.js";
import { exampleShape } from "../data/example-shape.js";
import type { FileConfig } from "../files/file-config.js";
import { findRoles } from "../files/find-roles.js";
import { openArrays } from "../files/open-arrays.js";
import { datasetOf } from "../files/prepare-file.js";
import { readExamples } from "../files/read-examples.js";
import { type Classes, readLabels } from "../files/read-labels.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { type Inputs, numbered } from "./inputs.js";

/**
 * The examples of a file of arrays, read as those that the model was trained on; those of a part of their own to test on are left out.
 *
 * @param asked the path, and what is said of how to read it
 * @throws GenlabError when they are not what the model takes, or the file does not say plainly what is in it.
 */
export async function arrayInputs(config: RunConfig, asked: FileConfig): Promise<Inputs> {
  const checked = checkConfig({ ...config, data: asked }, "--set").data as FileConfig;
  const shape = exampleShape(config.data);
  const { arrays } = await openArrays(checked.path);
  const { x, y } = findRoles(arrays, checked, "--inputs");
  const name = arrays.size === 1 ? forCaller(checked.path) : `${forCaller(checked.path)}, "${x}"`;
  const stored = arrays.get(x)!;
  if (stored.shape.length > 1 && sizeOf(stored.shape.slice(1)) !== sizeOf(shape)) {
    throw new GenlabError(
      `${name} has the shape [${stored.shape.join(", ")}], but examples of the model are [${shape.join(", ")}]. Give [count, ${shape.join(", ")}].`,
    );
  }
  const file: FileConfig = { ...readAsBefore(stored, config, shape), ...checked, shape: [...shape] };
  const { array, range } = await readExamples(stored, file, name);
  const classes = y === undefined ? undefined : await classesOf(arrays.get(y)!, array.shape[0]!, `${name}, "${y}"`);
  const data = datasetOf(array, classes?.parts[0], range);
  return {
    data,
    names: numbered(data.length),
    classes: classes?.labels.map(String) ?? [],
    what: `${counted(data.length, "example", "examples")} of ${name}`,
  };
}

/** What the run noted of its own file, as far as another is like it: bytes and numbers in [0, 1] are both images. */
function readAsBefore(
  { type, shape: [, ...rest] }: StoredArray,
  { data }: RunConfig,
  [height, width, channels]: readonly number[],
): Pick<FileConfig, "layout" | "range"> {
  const { range, layout } = data.type === "file" ? data : {};
  const isUsual = range === undefined || (range[0] === 0 && (range[1] === 1 || range[1] === 255));
  // whole numbers that all are 0 and 1 may be dark bytes: what the run took them for decides
  const isOfBytes = range?.[1] === 255 && !type.startsWith("float") && type !== "bool";
  const isFirst = `${rest}` === `${[channels, height, width]}`;
  const isLast = `${rest}` === `${[height, width, channels]}`;
  const found = isFirst === isLast ? layout : isFirst ? "channels-first" : "channels-last";
  return { ...(range && (!isUsual || isOfBytes) && { range }), ...(found && { layout: found }) };
}

async function classesOf(stored: StoredArray, count: number, name: string): Promise<Classes> {
  const array = await stored.read();
  if (array.shape[0] === count) return readLabels([{ array, name }]);
  throw new GenlabError(
    `${name} has ${array.shape[0] ?? "no"} labels for ${counted(count, "example", "examples")}. Save one an example, or leave them out: --set data.y=false.`,
  );
}
