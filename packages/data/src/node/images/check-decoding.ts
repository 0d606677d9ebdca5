import { describe, GenlabError, requireMethods, requireOneOf } from "@genlab/base";
import type { DecodeImagesOptions } from "./decode-options.js";

/** @throws GenlabError for options that cannot be meant; `sharp` is checked where it is opened. */
export function checkDecoding(
  owner: string,
  { size, channels, fit, cacheFolder, mostInMemory, display }: Partial<DecodeImagesOptions>,
): void {
  const { width, height } = Object(typeof size === "number" ? { width: size, height: size } : size);
  if (size !== undefined && ![width, height].every((side) => Number.isSafeInteger(side) && side >= 1))
    throw new GenlabError(`${owner} got ${describe(size)} as size. Give pixels: 64, or { width: 96, height: 64 }.`);
  if (channels !== undefined && channels !== 1 && channels !== 3)
    throw new GenlabError(`${owner} got ${describe(channels)} channels. Give 1 for grey, or 3 for colours.`);
  if (fit !== undefined) requireOneOf(owner, { fit }, ["crop", "pad", "stretch"]);
  if (cacheFolder !== undefined && (typeof cacheFolder !== "string" || cacheFolder === ""))
    throw new GenlabError(`${owner} got ${describe(cacheFolder)} as cacheFolder. Give the path of a folder.`);
  if (mostInMemory !== undefined && !(typeof mostInMemory === "number" && mostInMemory >= 0))
    throw new GenlabError(`${owner} got ${describe(mostInMemory)} as mostInMemory. Give bytes, a number from 0.`);
  if (display !== undefined)
    requireMethods(owner, { display }, ["begin", "advance", "stop"], "{ begin() {}, advance() {}, stop() {} }");
}
