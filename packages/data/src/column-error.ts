import { GenlabError } from "@genlab/base";

/** What is thrown at the values of a column, which another kind of column or another name of missing values may mend. */
export class ColumnError extends GenlabError {
  override readonly name = "ColumnError";
}
