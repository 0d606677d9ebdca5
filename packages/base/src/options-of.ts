import { describe } from "./describe.js";
import { GenlabError } from "./genlab-error.js";

/**
 * The options themselves, of what can do without: a number in their place would be taken for none given.
 *
 * @throws GenlabError for what is no object: `huber(2)`.
 */
export function optionsOf<Options extends object>(owner: string, options: Options): Options {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options;
  throw new GenlabError(`${owner} got ${describe(options)} for its options. Give them by name, in an object.`);
}
