import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { slice } from "@genlab/data";
import { archiveKinds, imageKinds } from "@genlab/data/node";
import type { Range } from "../config/part-options.js";
import { DATA, dataAt } from "../data/data-at.js";
import { loadRunData } from "../data/load-run-data.js";
import { whatIsNoData } from "../data/what-is-no-data.js";
import { ARRAY_FILES } from "../files/open-arrays.js";
import { readRecord } from "../images/image-record.js";
import type { SavedRun } from "../runs/open-run.js";
import { TABLE_FILES } from "../tables/is-table.js";
import { fromCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { arrayInputs } from "./array-inputs.js";
import { imageInputs, isImageFile } from "./image-inputs.js";
import { type Inputs, numbered, type OpenedInputs } from "./inputs.js";
import { notedClasses } from "./noted-classes.js";
import { tableInputs } from "./table-inputs.js";

export interface OpenInputsOptions {
  /** A folder, an archive, a list or a file of images, a file of arrays or a table. Default: the run's own data. */
  readonly inputs?: string;
  /** Of the run's own data. Default "test". */
  readonly part?: "train" | "test";
  /** How a file of arrays or a table is to be read, as in the configuration of a run. */
  readonly reading?: Readonly<Record<string, unknown>>;
  readonly skipBad?: boolean;
  /** Of all those, the ones that are read. Default: all. */
  readonly range?: Range;
}

/**
 * The examples that a run's model is to be used on, in the shape and the range that it takes.
 *
 * @throws GenlabError when there are none, or they are not what the model takes.
 */
export async function openInputs(run: SavedRun, options: OpenInputsOptions): Promise<OpenedInputs> {
  const { inputs, part = "test", reading = {}, range } = options;
  if (inputs !== undefined) return givenInputs(run, inputs, options);
  if (Object.keys(reading).length > 0) throw new GenlabError("--set says how --inputs are read. Give both.");
  return within(await ownInputs(run, part), range);
}

async function givenInputs(
  run: SavedRun,
  inputs: string,
  { reading = {}, skipBad = false, range }: OpenInputsOptions,
): Promise<OpenedInputs> {
  const path = fromCaller(inputs);
  const data = isImageFile(path) ? undefined : dataAt(inputs);
  if (data?.type === "table" && existsSync(path))
    return within(await tableInputs(run.config.data, path, reading), range);
  if (data?.type === "file") return within(await arrayInputs(run.config, { ...data, ...reading }), range);
  if (Object.keys(reading).length > 0) {
    throw new GenlabError("--set says how a file of arrays or a table is read, and --inputs are none. Leave it out.");
  }
  if (data?.type === "images" || isImageFile(path)) return imageInputs(run.config.data, path, { skipBad, range });
  if (data && "folder" in data && data.folder !== undefined) {
    throw new GenlabError(
      `${inputs} holds files of ${data.type}. Train on them, or give --inputs a folder of images or a file of arrays.`,
    );
  }
  if (!existsSync(path)) {
    const own = DATA.includes(inputs) ? " Without --inputs, the run's own data are taken." : "";
    throw new GenlabError(`There is no file or folder ${inputs}.${own}`);
  }
  const what = whatIsNoData(path);
  if (what !== undefined) throw new GenlabError(`${inputs} is ${what}.`);
  throw new GenlabError(
    `${inputs} is nothing that is read. Give --inputs a folder or archive (${archiveKinds.join(", ")}) of images, a .txt file that has the path of one on each line, an image (${imageKinds.join(", ")}), or a file that ends in ${TABLE_FILES}, ${ARRAY_FILES}.`,
  );
}

function within(inputs: Inputs, range: Range | undefined): OpenedInputs {
  const { length: total } = inputs.data;
  if (!range) return { ...inputs, total };
  const [start, end] = range.map((place) => Math.min(place, total)) as [number, number];
  return { ...inputs, data: slice(inputs.data, start, end), names: inputs.names.slice(start, end), total };
}

async function ownInputs({ config, place }: SavedRun, part: "train" | "test"): Promise<Inputs> {
  const data = (await loadRunData(config, place))[part];
  const named = config.data.type === "images" ? await readRecord(place) : undefined;
  const hasClasses = data.shapes.y !== undefined;
  const inOrder = named && named[part].length === data.length;
  return {
    data,
    names: inOrder ? named[part].map(([name]) => name) : numbered(data.length),
    classes: hasClasses ? ((await notedClasses({ config, place })) ?? classNumbers(data)) : [],
    what: `the ${part === "test" ? "test" : "training"} part of ${config.data.type} (${counted(data.length, "example", "examples")})`,
  };
}

/** 0, 1, … up to the largest class. */
function classNumbers(data: Inputs["data"]): readonly string[] {
  let most = 0;
  const size = 1000;
  for (let start = 0; start < data.length; start += size) {
    const indices = Array.from({ length: Math.min(size, data.length - start) }, (_, index) => start + index);
    for (const label of data.batch(indices).y!.data) most = Math.max(most, label);
  }
  return numbered(most + 1);
}
