import { describe, GenlabError } from "@genlab/base";

/**
 * 64-bit integers, as NumPy and PyTorch store labels, as the int32 that hold the same values.
 *
 * @param where what errors call the numbers: "labels.npy"
 * @throws GenlabError for a number that int32 does not hold, with its place.
 */
export function int32Of(data: BigInt64Array | BigUint64Array, where: string): Int32Array {
  const isSigned = Object.prototype.toString.call(data) === "[object BigInt64Array]";
  if (!isSigned && Object.prototype.toString.call(data) !== "[object BigUint64Array]") {
    throw new GenlabError(`${where}: the numbers are ${describe(data)}. Give a BigInt64Array or a BigUint64Array.`);
  }
  // as pairs of 32 bits, the lower first: numbers of JavaScript's own for 64 bits take ten times as long
  const words = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
  const values = new Int32Array(data.length);
  for (let i = 0; i < values.length; i++) {
    const low = words[2 * i]!;
    const sign = low >> 31;
    if (words[2 * i + 1] !== sign || (!isSigned && sign !== 0)) {
      throw new GenlabError(
        `${where}: the numbers have ${data[i]} at place ${i}, which int32 does not hold (${-(2 ** 31)} to ${2 ** 31 - 1}). Save smaller ones, or real numbers as float32.`,
      );
    }
    values[i] = low;
  }
  return values;
}
