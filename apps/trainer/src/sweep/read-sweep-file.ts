import { dirname } from "node:path";
import { readConfigFile, withDataFrom } from "../config/read-config-file.js";
import { isObject } from "../config/run-config.js";
import { forCaller } from "../terminal/caller.js";
import { checkSweep, type Sweep } from "./sweep-schema.js";

/** Reads a file that describes a sweep: JSON, which may have comments. Data of its runs are where they are from the file. */
export async function readSweepFile(path: string): Promise<Sweep> {
  const content = await readConfigFile(path);
  const { run } = content;
  const settled = isObject(run) ? { ...content, run: withDataFrom(dirname(path), run) } : content;
  return checkSweep(settled, forCaller(path));
}
