import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { GenlabError } from "@genlab/core";
import stripJsonComments from "strip-json-comments";
import { jsonFault } from "./json-fault.js";
import { isObject, type PartialConfig } from "./run-config.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder; give the file in it, such as config.json",
};

/** Reads a configuration file: JSON, which may have comments. A relative folder or path of data in it is relative to the file. */
export async function readConfigFile(path: string): Promise<PartialConfig> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const what = REASONS[`${cause.code}`] ?? cause.message;
    throw new GenlabError(`The configuration ${path} could not be read: ${what}.`, { cause });
  });
  const content = parse(text.replace(/^\uFEFF/, ""), path);
  if (!isObject(content))
    throw new GenlabError(`${path} holds no JSON object. A configuration is one: { "model": … }.`);
  const { $schema: _, ...settings } = content; // which tells editors what can be set
  return withDataFrom(dirname(path), settings);
}

/** Settings whose data lie where their relative place is from a folder. */
export function withDataFrom(folder: string, settings: PartialConfig): PartialConfig {
  const { data } = settings;
  if (!isObject(data)) return settings;
  const places = ["folder", "path"].filter((key) => typeof data[key] === "string");
  const resolved = places.map((key) => [key, resolve(folder, `${data[key]}`)] as const);
  return { ...settings, data: { ...data, ...Object.fromEntries(resolved) } };
}

/** What reads and checks settings goes as deep as they do, and no stack is without end. */
const MOST_DEEP = 100;

/** JSON with comments, and with a comma behind the last of a list. */
function parse(text: string, path: string): unknown {
  const plain = stripJsonComments(text, { trailingCommas: true }); // spaces stand for them, so that places stay
  if (depthOf(plain) > MOST_DEEP) {
    throw new GenlabError(`${path} has more than ${MOST_DEEP} brackets in one another. No setting needs as many.`);
  }
  try {
    return JSON.parse(plain, (key, value: unknown) => {
      if (key !== "__proto__") return value;
      throw new GenlabError(`${path} has a setting "__proto__", which there is not. Take it out.`);
    });
  } catch (cause) {
    const fault = cause instanceof GenlabError ? undefined : jsonFault(plain);
    if (!fault) throw cause;
    throw new GenlabError(`${path}:${fault.line}:${fault.column} is not JSON: expected ${fault.expected}.`, { cause });
  }
}

/** How many brackets are open at once. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === "[" || mark === "{") most = Math.max(most, ++depth);
    else if (mark === "]" || mark === "}") depth--;
  }
  return most;
}
