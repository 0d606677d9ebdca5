const MOST_NAMED = 5;

/** `a, b and 3 more` */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}

/** `1 image`, `2 images`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
