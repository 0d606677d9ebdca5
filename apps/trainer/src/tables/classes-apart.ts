import { GenlabError } from "@genlab/core";
import type { CategoryColumn, TableColumn } from "@genlab/data";
import { byName } from "@genlab/data/node";

/** The columns that rows are made of, and the one with their classes. */
export interface ColumnsAndClasses {
  readonly columns: readonly TableColumn[];
  /** Absent where there are none. */
  readonly classes?: CategoryColumn;
}

/**
 * Sets the column of classes apart, its values in the order of a person: 2 before 10.
 *
 * @param found a category of the name `y` among them
 * @param name of the table
 * @throws GenlabError where rows have no class, or nothing but it.
 */
export function classesApart(found: readonly TableColumn[], y: string | undefined, name: string): ColumnsAndClasses {
  const classes = found.find((column): column is CategoryColumn => column.name === y);
  if (!classes) return { columns: found };
  if (classes.missing) {
    throw new GenlabError(
      `Rows of ${name} have no value in "${y}", the column of classes. Fill it in, or take them out.`,
    );
  }
  const columns = found.filter((column) => column !== classes);
  return { columns, classes: { ...classes, values: [...classes.values].sort(byName) } };
}
