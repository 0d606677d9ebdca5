import { describe, GenlabError, requireFinite } from "@genlab/base";
import { type Tensor, tensor, util } from "@tensorflow/tfjs-core";
import { type Sfc32, sfc32, type Words, wordsFrom } from "./sfc32.js";
import { normalFrom } from "./ziggurat.js";

/**
 * A seeded, forkable stream of random numbers. Passed as an argument, never stored on a module.
 * Draws are made in JavaScript, so that one seed gives the same values on every backend.
 */
export interface Rng {
  /** A float in [0, 1) with 32 random bits. */
  random(): number;
  /**
   * Independent draws from N(0, 1), float32.
   *
   * @throws GenlabError for a shape that is none.
   */
  normal(shape: readonly number[]): Tensor;
  /**
   * Independent draws from the uniform distribution on [min, max), float32. Default [0, 1).
   *
   * @throws GenlabError for a shape that is none, and for ends that are not finite or not in order.
   */
  uniform(shape: readonly number[], min?: number, max?: number): Tensor;
  /**
   * Fills an array with draws from N(0, 1): the values that `normal` would give.
   *
   * @throws GenlabError for what is no array of floats.
   */
  fillNormal(values: Float32Array): void;
  /**
   * Fills an array with draws from [min, max): the values that `uniform` would give.
   *
   * @throws GenlabError for what is no array of floats, and for ends that are not finite or not in order.
   */
  fillUniform(values: Float32Array, min: number, max: number): void;
  /**
   * An independent stream. It depends on the seed and the label alone, not on what was drawn before.
   *
   * @throws GenlabError for a label that is no string.
   */
  fork(label: string): Rng;
  /** The seed and the position in the stream, as integers. */
  state(): RngState;
  /**
   * Moves to a position that `state` gave, so that a run can be resumed exactly.
   *
   * @throws GenlabError for what is no state; then nothing has moved.
   */
  restore(state: RngState): void;
}

export interface RngState {
  /** What forks derive from. */
  readonly key: Words;
  readonly words: Words;
}

/**
 * The stream of a seed: a non-negative integer below 2^53.
 *
 * @throws GenlabError for another seed.
 *
 * @example
 * ```ts
 * import { createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const weights = rng.fork("weights"); // a stream of its own, whatever is drawn from `rng`
 * console.log(weights.normal([2, 3]).shape, rng.random()); // [2, 3], a number in [0, 1)
 * ```
 */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new GenlabError(`The seed ${describe(seed)} is not a non-negative integer below 2^53.`);
  }
  return rngOf(wordsFrom(`${seed}`));
}

function rngOf(initialKey: Words): Rng {
  let key = initialKey;
  let stream: Sfc32 = sfc32(key);
  for (let i = 0; i < 12; i++) stream.next(); // mixes the key, as PractRand's seeding does

  const rng: Rng = {
    random: () => stream.next() / 0x1_0000_0000,
    normal(shape) {
      requireSizes("normal", shape);
      const values = roomFor("normal", shape);
      rng.fillNormal(values);
      return tensor(values, [...shape], "float32");
    },
    uniform(shape, min = 0, max = 1) {
      requireSizes("uniform", shape);
      requireEnds("uniform", min, max);
      const values = roomFor("uniform", shape);
      rng.fillUniform(values, min, max);
      return tensor(values, [...shape], "float32");
    },
    fillNormal(values) {
      requireFloats("fillNormal", values);
      for (let i = 0; i < values.length; i++) values[i] = normalFrom(stream);
    },
    fillUniform(values, min, max) {
      requireFloats("fillUniform", values);
      requireEnds("fillUniform", min, max);
      for (let i = 0; i < values.length; i++) {
        const value = Math.fround(min + (max - min) * ((stream.next() >>> 8) / 0x100_0000));
        values[i] = value < max ? value : min; // a float32 may round up to `max`
      }
    },
    fork(label) {
      if (typeof label !== "string" && typeof label !== "number")
        throw new GenlabError(`The label of a fork is ${describe(label)}. Give a string: what the stream is for.`);
      return rngOf(wordsFrom(`${key.join(",")}/${label}`));
    },
    state: () => ({ key, words: stream.words() }),
    restore(state) {
      const [stateKey, words] = [checked(state?.key, "key words"), checked(state?.words, "words")];
      key = stateKey;
      stream = sfc32(words);
    },
  };
  return rng;
}

function requireSizes(draw: string, shape: readonly number[]): void {
  if (Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return;
  throw new GenlabError(
    `${draw} was asked for draws of shape ${describe(shape)}. Expected whole numbers: how many are sampled, and the sizes of one.`,
  );
}

function requireEnds(draw: string, min: number, max: number): void {
  requireFinite(draw, { min, max });
  if (min > max)
    throw new GenlabError(`${draw} was asked for numbers from ${min} to ${max}. Give the lower end first.`);
}

function requireFloats(draw: string, values: Float32Array): void {
  const tag = Object.prototype.toString.call(values);
  if (tag === "[object Float32Array]" || tag === "[object Float64Array]") return; // integers would cut the fractions off
  throw new GenlabError(`${draw} was asked to fill ${describe(values)}. Give a Float32Array.`);
}

function roomFor(draw: string, shape: readonly number[]): Float32Array {
  try {
    return new Float32Array(util.sizeFromShape([...shape]));
  } catch (cause) {
    throw new GenlabError(`${draw} was asked for draws of shape [${shape}], more than memory holds. Ask for fewer.`, {
      cause,
    });
  }
}

function checked(words: Words, field: string): Words {
  if (!Array.isArray(words) || words.length !== 4 || !words.every((word) => word === word >>> 0)) {
    throw new GenlabError(`The rng state's ${field} are ${JSON.stringify(words)}, not four unsigned 32-bit integers.`);
  }
  return words;
}
