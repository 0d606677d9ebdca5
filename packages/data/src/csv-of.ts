/**
 * Rows as text, by RFC 4180: a cell with the delimiter, a quote or a line's end is quoted.
 *
 * @param delimiter Default ",".
 */
export function csvOf(rows: readonly (readonly string[])[], delimiter = ","): string {
  const quoted = (cell: string) =>
    cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  // a row of one empty cell would be an empty line, which readers pass over
  return rows.map((row) => `${row.length === 1 && row[0] === "" ? '""' : row.map(quoted).join(delimiter)}\n`).join("");
}
