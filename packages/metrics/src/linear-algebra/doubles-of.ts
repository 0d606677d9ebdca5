import { describe, GenlabError } from "@genlab/core";

/**
 * Copies numbers to double precision.
 *
 * @param where what to call them in errors: "kernelDistance: `features`"
 * @throws GenlabError for what is no list of numbers.
 */
export function doublesOf(values: ArrayLike<number>, where: string): Float64Array {
  if (typeof values !== "object" || values === null || !Number.isSafeInteger(values.length)) {
    const hint = typeof values === "function" ? " Of a tensor, that is { data: await tensor.data(), shape }." : "";
    throw new GenlabError(`${where} holds ${describe(values)}. Expected numbers: a typed array or a list.${hint}`);
  }
  const doubles = new Float64Array(values.length);
  for (let i = 0; i < doubles.length; i++) {
    const value: unknown = values[i];
    // a string, a big integer or a list of one number would be taken for a number
    if (typeof value !== "number") {
      throw new GenlabError(`${where} holds ${describe(value)} at place ${i}. Give numbers.`);
    }
    doubles[i] = value;
  }
  return doubles;
}
