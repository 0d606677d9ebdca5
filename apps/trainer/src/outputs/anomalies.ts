import { GenlabError, nearest } from "@genlab/core";
import type { Inputs } from "../inputs/inputs.js";
import { classesOf } from "./names-and-classes.js";

/**
 * 1 for each example of an anomalous class, 0 for the others: of the classes that are named. Undefined where none are.
 *
 * @throws GenlabError for classes that there are not, and where all examples or none are anomalous.
 */
export function anomalies(
  { data, classes }: Inputs,
  indices: readonly number[],
  asked: readonly string[] | undefined,
): readonly number[] | undefined {
  if (classes.length === 0) {
    if (asked === undefined) return undefined;
    throw new GenlabError("The examples have no classes to tell which are anomalous. Leave out --anomalous.");
  }
  if (asked === undefined) return undefined;
  for (const name of asked) {
    if (classes.includes(name)) continue;
    const near = nearest(name, classes);
    const guess = near === undefined ? "" : ` Did you mean "${near}"?`;
    throw new GenlabError(`There is no class "${name}".${guess} There are ${classes.join(", ")}.`);
  }
  const labels = classesOf(data, indices).map((index) => Number(asked.includes(classes[index]!)));
  const count = labels.reduce((sum, label) => sum + label, 0);
  if (count > 0 && count < labels.length) return labels;
  throw new GenlabError(
    `${count === 0 ? "None" : "All"} of the ${labels.length} examples ${count === 0 ? "is" : "are"} anomalous. The area needs examples of both kinds.`,
  );
}
