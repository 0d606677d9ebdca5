import { csvOf, type NdArray } from "@genlab/data";

/** Columns of text that stand before the numbers, by their names. */
export type TextColumns = Readonly<Record<string, readonly string[]>>;

/**
 * A table as CSV: columns of text, then one for each number of an example.
 *
 * @param columns what the numbers of an example are called
 */
export function examplesAsCsv(
  texts: TextColumns,
  columns: readonly string[],
  { data, shape: [count = 0] }: NdArray,
): string {
  const size = columns.length;
  const rows = Array.from({ length: count }, (_, row) => [
    ...Object.values(texts).map((column) => column[row]!),
    ...Array.from(data.subarray(row * size, (row + 1) * size), shortest),
  ]);
  return csvOf([[...Object.keys(texts), ...columns], ...rows]);
}

/** The fewest digits that are read back as the same float32. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return `${rounded}`;
  }
  return `${Number(value.toPrecision(9))}`;
}

/** `z0`, `z1`, …, or `z0_1` of codes that are maps. */
export function columnNames(prefix: string, shape: readonly number[]): readonly string[] {
  const indices = shape.reduce<readonly (readonly number[])[]>(
    (all, length) => all.flatMap((before) => Array.from({ length }, (_, index) => [...before, index])),
    [[]],
  );
  return indices.map((index) => `${prefix}${index.join("_")}`);
}
