import type { Inputs } from "../inputs/inputs.js";
import type { TextColumns } from "./csv.js";

/** What tables of examples begin with: their names, and their classes where they have some. */
export function namesAndClasses({ data, names, classes }: Inputs, indices: readonly number[]): TextColumns {
  const name = indices.map((index) => names[index]!);
  if (classes.length === 0) return { name };
  return { name, class: classesOf(data, indices).map((index) => classes[index]!) };
}

/** The classes of examples, by their index. */
export const classesOf = (data: Inputs["data"], indices: readonly number[]): readonly number[] =>
  indices.flatMap((index) => [...data.batch([index]).y!.data]);
