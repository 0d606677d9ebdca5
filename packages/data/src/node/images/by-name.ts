/** Orders names as a person would: 2 before 10. */
export function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b)); // to it 2 and 02 are the same
}

const collator = new Intl.Collator("en", { numeric: true });
