/** @throws RangeError unless the value is a positive integer. `name` is the option, such as `"linear: steps"`. */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`${name} is ${value}, expected an integer of at least 1.`);
  }
}

/** @throws RangeError unless the value is a number that is neither infinite nor NaN. */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}, expected a finite number.`);
}

/** @throws RangeError unless the value is finite and at least 0. */
export function requireNonNegative(name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} is ${value}, expected a finite number of at least 0.`);
  }
}

/** @throws RangeError unless the value is finite and above 0. */
export function requirePositive(name: string, value: number): void {
  if (!Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${name} is ${value}, expected a finite number above 0.`);
  }
}

/** @throws RangeError unless the value lies in [0, 1). */
export function requireDecay(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${name} is ${value}, expected a number from 0 to below 1.`);
}
