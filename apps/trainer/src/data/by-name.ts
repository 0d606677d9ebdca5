/** Orders names as a person would: 2 before 10. */
export function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b)); // to it 2 and 02 are the same
}

const collator = new Intl.Collator("en", { numeric: true });

const MOST_NAMED = 5;

/** `a, b and 3 more` */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}
