import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { isArrayFile, openArrays } from "../files/open-arrays.js";
import { isTable } from "../tables/is-table.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { codesInTable } from "./codes-in-table.js";

/**
 * Codes `[count, ...]` from a file of arrays, from `FILE:NAME`, or from a table.
 *
 * @param shape of one code
 * @throws GenlabError for a file that has none of that shape, and for values that are not finite.
 */
export async function openCodes(given: string, shape: readonly number[]): Promise<NdArray> {
  const { file, name } = placeOf(given);
  const path = fromCaller(file);
  if (!existsSync(path))
    throw new GenlabError(`There is no file ${forCaller(path)}. Give one that \`genlab encode\` wrote.`);
  if (isTable(path)) return codesInTable(path, shape, forCaller(path));
  if (!isArrayFile(path)) {
    throw new GenlabError(
      `${forCaller(path)} is no file of codes that is read. Give a .npy, .npz, .safetensors, .csv or .tsv file.`,
    );
  }
  const { arrays } = await openArrays(path);
  const listed = () => [...arrays].map(([key, one]) => `${key} [${one.shape.join(", ")}]`).join(", ");
  if (name === undefined && arrays.size > 1) {
    throw new GenlabError(`${forCaller(path)} holds several arrays. Say which by ${file}:NAME: ${listed()}.`);
  }
  const stored = name === undefined ? [...arrays.values()][0] : arrays.get(name);
  if (!stored) throw new GenlabError(`There is no array "${name}" in ${forCaller(path)}. It holds ${listed()}.`);
  const { data, shape: found } = await stored.read();
  if (found[0] === 0) throw new GenlabError(`${given} has the shape [${found.join(", ")}], so it holds no codes.`);
  if (`${found.slice(1)}` !== `${shape}`) {
    throw new GenlabError(
      `${given} has the shape [${found.join(", ")}], but codes of the model are [count, ${shape.join(", ")}]. Give those that \`genlab encode\` makes with this run.`,
    );
  }
  const place = data.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) throw new GenlabError(`${given} has ${data[place]} at place ${place}. Codes are finite numbers.`);
  return { data: Float32Array.from(data), shape: found };
}

/** A file's path may have a colon itself. */
function placeOf(given: string): { readonly file: string; readonly name?: string } {
  if (existsSync(fromCaller(given))) return { file: given };
  const [, file, name] = /^(.+):([^:]+)$/s.exec(given) ?? [];
  return file !== undefined && name !== undefined ? { file, name } : { file: given };
}
