import { describe, GenlabError } from "@genlab/core";

/**
 * A value as JSON.
 *
 * @param what what it is, for errors: "The configuration"
 * @throws GenlabError for what JSON has no text for, such as `undefined`, functions and circles.
 */
export function jsonText(what: string, value: unknown, indent?: number): string {
  let reason = "";
  try {
    const text: string | undefined = JSON.stringify(value, null, indent);
    if (text !== undefined) return text;
  } catch (error) {
    reason = ` (${(error as Error).message.split("\n")[0]})`;
  }
  throw new GenlabError(
    `${what} is ${describe(value)}, which JSON has no text for${reason}. Give objects, lists, texts and numbers.`,
  );
}
