/** Throws unless `value` is a positive integer; `where` is the option's place in the message. */
export function requirePositiveInteger(value: number, where: string): void {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${where} is ${value}. Expected a positive integer.`);
}

/** Throws unless `value` is a number above zero. */
export function requirePositive(value: number, where: string): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${where} is ${value}. Expected a number above 0.`);
}

/** Throws unless `value` is in [0, 1). */
export function requireShare(value: number, where: string): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${where} is ${value}. Expected a number in [0, 1).`);
}
