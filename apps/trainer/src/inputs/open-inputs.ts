import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { archiveKinds, imageKinds } from "@genlab/data/node";
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
import { type Inputs, numbered } from "./inputs.js";
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
}

/**
 * The examples that a run's model is to be used on, in the shape and the range that it takes.
 *
 * @throws GenlabError when there are none, or they are not what the model takes.
 */
export async function openInputs(run: SavedRun, options: OpenInputsOptions): Promise<Inputs> {
  const { inputs, part = "test", reading = {}, skipBad = false } = options;
  if (inputs === undefined) {
    if (Object.keys(reading).length > 0) throw new GenlabError("--set says how --inputs are read. Give both.");
    return ownInputs(run, part);
  }
  const path = fromCaller(inputs);
  const data = isImageFile(path) ? undefined : dataAt(inputs);
  if (data?.type === "table" && existsSync(path)) return tableInputs(run.config.data, path, reading);
  if (data?.type === "file") return arrayInputs(run.config, { ...data, ...reading });
  if (Object.keys(reading).length > 0) {
    throw new GenlabError("--set says how a file of arrays or a table is read, and --inputs are none. Leave it out.");
  }
  if (data?.type === "images" || isImageFile(path)) return imageInputs(run.config.data, path, { skipBad });
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
