/** Throws unless a setting is a whole number of at least `least`. */
export function requireCount(value: number, where: string, least = 1): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${where} is ${value}. Expected a whole number, ${least} or more.`);
}

/** Throws unless a setting is a finite number of at least 0. */
export function requireWeight(value: number, where: string): void {
  if (value >= 0 && Number.isFinite(value)) return;
  throw new RangeError(`${where} is ${value}. Expected a finite number, 0 or more.`);
}
