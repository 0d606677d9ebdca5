import { GenlabError } from "./genlab-error.js";
import { suggestion } from "./nearest.js";

/**
 * Refuses options that nothing reads, which JavaScript would drop in silence: the rest of a destructured options object.
 *
 * @param owner what the options are of: `Conv2d`
 * @param others what is left of them when all that are known are taken
 * @param known the known ones, by name
 * @throws GenlabError that names the first and, where one is near, the known one that may have been meant.
 */
export function refuseUnknown(owner: string, others: object, known: object): void {
  const unknown = Object.keys(others).find((key) => Reflect.get(others, key) !== undefined);
  if (unknown === undefined) return;
  throw new GenlabError(`${owner} has no option "${unknown}". ${suggestion(unknown, Object.keys(known), "options")}`);
}
