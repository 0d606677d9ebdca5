/** Every term of a step by phase. */
export type StepLosses = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** `phase/term is NaN` of each that is not finite. */
export function notFinite(losses: StepLosses): string[] {
  return termsOf(losses).flatMap(([name, value]) => (Number.isFinite(value) ? [] : [`${name} is ${value}`]));
}

/** Relative to the value, or to 1 where it is less. */
const TOLERANCE = 1e-4;

/** What two trainings report differently, but for rounding. */
export function differences(
  given: readonly StepLosses[],
  expected: readonly StepLosses[],
  tolerance: number = TOLERANCE,
): string[] {
  return expected.flatMap((losses, step) => {
    const others = new Map(termsOf(given[step] ?? {}));
    return termsOf(losses).flatMap(([name, value]) => {
      const other = others.get(name) ?? Number.NaN;
      const isClose = Math.abs(other - value) <= tolerance * Math.max(1, Math.abs(value));
      return isClose ? [] : [`${name} of step ${step} is ${other} and ${value}`];
    });
  });
}

const termsOf = (losses: StepLosses): [name: string, value: number][] =>
  Object.entries(losses).flatMap(([phase, terms]) =>
    Object.entries(terms).map(([term, value]): [string, number] => [`${phase}/${term}`, value]),
  );
