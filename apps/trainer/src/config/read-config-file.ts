import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { GenlabError } from "@genlab/core";
import { jsonFault } from "./json-fault.js";
import { isObject, type PartialConfig } from "./run-config.js";

/** Reads a configuration file. A relative data folder in it is relative to the file. */
export async function readConfigFile(path: string): Promise<PartialConfig> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new GenlabError(`The configuration ${path} could not be read: ${what}.`, { cause });
  });
  const content = parse(text.replace(/^\uFEFF/, ""), path);
  if (!isObject(content))
    throw new GenlabError(`${path} holds no JSON object. A configuration is one: { "model": … }.`);
  const { data } = content;
  if (!isObject(data) || typeof data.folder !== "string") return content;
  return { ...content, data: { ...data, folder: resolve(dirname(path), data.folder) } };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = jsonFault(text);
    if (!fault) throw cause;
    throw new GenlabError(`${path}:${fault.line}:${fault.column} is not JSON: expected ${fault.expected}.`, { cause });
  }
}
