import type { PhaseLosses } from "@genlab/trainers";

/** `loss 23.41  reconstruction 20.10  kl 3.31`; with several phases, `discriminator.loss 1.39 …`. */
export const describeLosses = (losses: PhaseLosses): string =>
  [describeTotals(losses, "loss "), describeTerms(losses)].filter((text) => text !== "").join("  ");

/** What the phases minimise: `loss 23.41`, or `discriminator.loss 1.39  generator.loss 0.71`. */
export const describeTotals = (losses: PhaseLosses, label: string): string =>
  entriesOf(losses)
    .filter(({ term }) => term === "total")
    .map(({ prefix, value }) => `${prefix}${label}${short(value)}`)
    .join("  ");

/** The other terms: `reconstruction 20.10  kl 3.31`. */
export const describeTerms = (losses: PhaseLosses): string =>
  entriesOf(losses)
    .filter(({ term }) => term !== "total" && !term.startsWith("gradient/")) // dozens; the log has them
    .map(({ prefix, term, value }) => `${prefix}${term} ${short(value)}`)
    .join("  ");

/** `test (297 examples): loss 23.41 …`, or `test (296 of 297 examples): …` where not all are in it. */
export function describeEvaluation(losses: PhaseLosses, count: number): string {
  const examples = Object.values(losses)[0]?.[EXAMPLES];
  const some = examples === undefined || examples === count ? "" : `${examples} of `;
  return `test (${some}${counted(count, "example", "examples")}): ${describeLosses(losses)}`;
}

/** Beside the terms of an evaluation: of how many examples they are the means. */
export const EXAMPLES = "examples";

function entriesOf(losses: PhaseLosses) {
  const isSingle = Object.keys(losses).length === 1;
  return Object.entries(losses).flatMap(([phase, terms]) =>
    Object.entries(terms)
      .filter(([term]) => term !== EXAMPLES)
      .map(([term, value]) => ({ prefix: isSingle ? "" : `${phase}.`, term, value })),
  );
}

/** Five digits. */
export const short = (value: number) => (Math.abs(value) < 1e4 ? value.toPrecision(5) : value.toExponential(2));

/** Three digits, `1,230` rather than `1.23e+3`. */
export const rounded = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });

/** `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function describeSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `1 image`, `2 images`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const MOST_NAMED = 5;

/** `a, b and 3 more` */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}
