/** Levels as shares of the one that is white. */
export function scaled(levels: ArrayLike<number>, white: number): Float32Array {
  const values = new Float32Array(levels.length);
  // a plain loop: `Float32Array.from` with a function takes more than ten times as long
  for (let i = 0; i < values.length; i++) values[i] = levels[i]! / white;
  return values;
}
