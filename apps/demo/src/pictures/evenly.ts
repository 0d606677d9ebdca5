/** At most so many of a list, evenly from all over it. */
export function evenly<T>(items: readonly T[], most: number): readonly T[] {
  const stride = Math.max(1, items.length / most);
  return items.filter((_, index) => Math.floor(index / stride) !== Math.floor((index - 1) / stride));
}
