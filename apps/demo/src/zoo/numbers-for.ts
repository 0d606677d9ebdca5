import type { NumberFacts } from "./setting-facts.js";

/**
 * Numbers for a setting of a model: the stops of a slider, say.
 *
 * @throws RangeError for one that the model does not take
 */
export function numbersFor<const Numbers extends readonly number[]>(facts: NumberFacts, numbers: Numbers): Numbers {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, isWhole = false } = facts;
  const wrong = numbers.filter((one) => !(one >= min && one <= max) || (isWhole && !Number.isInteger(one)));
  if (wrong.length === 0) return numbers;
  throw new RangeError(
    `A control has ${wrong.join(", ")}. Its model takes ${isWhole ? "whole " : ""}numbers from ${min} to ${max}.`,
  );
}
