import { GenlabError } from "./genlab-error.js";
import { suggestion } from "./nearest.js";

/**
 * Refuses options that nothing reads, which JavaScript would drop in silence.
 *
 * @param owner what the options are of: `Conv2d`
 * @param given the options, or the rest of them when those that are known were taken out
 * @param known the known ones, by name
 * @throws GenlabError that names the first and, where one is near, the known one that may have been meant.
 */
export function refuseUnknown(owner: string, given: object, known: object): void {
  const unknown = Object.entries(given).find(([key, value]) => value !== undefined && !Object.hasOwn(known, key))?.[0];
  if (unknown === undefined) return;
  throw new GenlabError(`${owner} has no option "${unknown}". ${suggestion(unknown, Object.keys(known), "options")}`);
}
