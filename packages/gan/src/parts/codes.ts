import { count, counts, type Rng, type Values, weight } from "@genlab/core";
import { drawClasses, oneHotOf } from "@genlab/layers";
import { categoricalInformation, gaussianInformation } from "@genlab/losses";
import { add, mul, type Scalar, scalar, softmax, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { drawNoise } from "./noise.js";

/** Settings of codes that examples show. */
export const codesSettings = {
  categorical: counts("Number of values of each categorical code.", { default: [10], min: 2 }),
  continuous: count("Continuous codes, uniform on [−1, 1).", { default: 2, min: 0 }),
  categoricalWeight: weight("`λ` of the categorical codes.", { default: 1 }),
  continuousWeight: weight("`λ` of the continuous codes.", { default: 0.1 }),
};

/** Terms that say how well codes can be guessed. */
export interface Information {
  /** Both, weighted. */
  readonly information: Scalar;
  readonly categorical: Scalar;
  readonly continuous: Scalar;
}

/** Codes, the categorical ones one-hot and the continuous ones last as one tensor. */
export class Codes {
  readonly settings: Values<typeof codesSettings>;

  constructor(settings: Values<typeof codesSettings>) {
    this.settings = settings;
  }

  /** Features of each code. */
  get sizes(): readonly number[] {
    const { categorical, continuous } = this.settings;
    return [...categorical, ...(continuous > 0 ? [continuous] : [])];
  }

  /** Features of all codes together. */
  get features(): number {
    return this.sizes.reduce((total, size) => total + size, 0);
  }

  /** Each `[count, features]`. */
  draw(count: number, rng: Rng): readonly Tensor[] {
    const { categorical, continuous } = this.settings;
    return [
      ...categorical.map((values) => oneHotOf(drawClasses(count, values, rng), values)),
      ...(continuous > 0 ? [drawNoise("uniform", count, continuous, rng)] : []),
    ];
  }

  /** What guesses say: probabilities of categorical codes, means of continuous ones. */
  read(guesses: readonly Tensor[]): Tensor[] {
    return guesses.map((guess, i) => (this.isCategorical(i) ? softmax(guess) : guess));
  }

  /** The bounds on the information in guesses, `−E log Q(c|x) − H(c)`. */
  information(guesses: readonly Tensor[], codes: readonly Tensor[]): Information {
    const { categorical: kinds, categoricalWeight, continuousWeight } = this.settings;
    const costs = guesses.map((guess, i) =>
      this.isCategorical(i)
        ? categoricalInformation(guess, codes[i]!)
        : gaussianInformation(guess, codes[i]!, zeros(guess.shape)),
    );
    const categorical = sumOf(costs.slice(0, kinds.length));
    const continuous = sumOf(costs.slice(kinds.length));
    const information = add<Scalar>(mul(categoricalWeight, categorical), mul(continuousWeight, continuous));
    return { information, categorical, continuous };
  }

  private isCategorical(i: number): boolean {
    return i < this.settings.categorical.length;
  }
}

const sumOf = (terms: readonly Scalar[]): Scalar => terms.reduce((total, term) => add(total, term), scalar(0));
