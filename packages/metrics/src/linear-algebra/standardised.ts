/** `(x − mean) / deviation` of a column, with the divisor of its length; zeros where it is constant. */
export function standardised(column: Float64Array): Float64Array {
  if (column.every((value) => value === column[0])) return new Float64Array(column.length);
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
  return column.map((value) => (value - mean) / Math.sqrt(variance));
}
