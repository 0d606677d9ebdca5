import { GenlabError } from "@genlab/core";
import { isObject } from "../config/run-config.js";

/**
 * An object of JSON that the tool wrote.
 *
 * @param where the file, for a person
 * @throws GenlabError where it is none.
 */
export function parsedFile(text: string, where: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // it is told below
  }
  throw new GenlabError(`${where} is no JSON object: it was cut short, or changed.`);
}
