import { decimal, type Field, wholeNumber } from "../address-fields.js";
import { numbersFor } from "./numbers-for.js";
import type { NumberFacts } from "./setting-facts.js";

interface NumberFieldOptions {
  /** The most that a link may say, which is less than a model takes. */
  readonly max: number;
  /** Default: the model's. */
  readonly initial?: number;
}

/** A model's number in the address, from the least that the model takes. */
export function numberField(
  facts: NumberFacts,
  { max, initial = facts.default ?? Number.NaN }: NumberFieldOptions,
): Field<number> {
  const { min = Number.NEGATIVE_INFINITY, isWhole } = facts;
  numbersFor(facts, [initial, max]);
  return (isWhole ? wholeNumber : decimal)(initial, { min, max });
}
