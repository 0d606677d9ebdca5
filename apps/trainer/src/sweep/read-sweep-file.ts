import { dirname, resolve } from "node:path";
import { readConfigFile, withDataFrom } from "../config/read-config-file.js";
import { isObject, type PartialConfig } from "../config/run-config.js";
import { forCaller } from "../terminal/caller.js";
import { checkSweep, type Sweep } from "./sweep-schema.js";

/** Reads a file that describes a sweep: JSON, which may have comments. Data of its runs are where they are from the file. */
export async function readSweepFile(path: string): Promise<Sweep> {
  const content = await readConfigFile(path);
  const { run, vary } = content;
  const folder = dirname(path);
  const settled = {
    ...content,
    ...(isObject(run) && { run: withDataFrom(folder, run) }),
    ...(isObject(vary) && { vary: withPlacesFrom(folder, vary) }),
  };
  return checkSweep(settled, forCaller(path));
}

/** Lists of places of data, too. */
function withPlacesFrom(folder: string, vary: PartialConfig): PartialConfig {
  const at = (place: unknown) => (typeof place === "string" ? resolve(folder, place) : place);
  const lists = ["data.folder", "data.path"].flatMap((path) => {
    const list = vary[path];
    return Array.isArray(list) ? [[path, list.map(at)] as const] : [];
  });
  return { ...vary, ...Object.fromEntries(lists) };
}
