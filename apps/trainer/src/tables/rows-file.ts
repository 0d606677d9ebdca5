import type { TableConfig } from "./table-schema.js";

/** The name of a table of samples beside a run's checkpoint. */
export const rowsFile = ({ delimiter }: TableConfig, name: string): string =>
  `${name}.${delimiter === "\t" ? "tsv" : "csv"}`;
