import { squaredDistance } from "./linear-algebra/squared-distance.js";

type Points = readonly Float64Array[];

/** Adam's settings, and the most steps that it takes. */
const [STEPS, RATE, BETA_1, BETA_2, EPSILON] = [50, 0.5, 0.9, 0.999, 1e-8];
/** The ends of logarithms of variances: a centre on a point would go to minus infinity. */
const [LEAST, MOST] = [-40, 40];
/** What keeps a start on a point finite. */
const FLOOR = 1e-3;
/** Exponents below are no part of a sum in double precision, nor of a gradient beside EPSILON. Most are, in many dimensions. */
const NEGLIGIBLE = -50;
/** Of squared distances to the background's centre. */
const SHRINKAGE = 0.9 ** 2;

/** Gaussians of equal weight, each with one variance for all directions: `p(x) = 1/m Σⱼ N(x; μⱼ, vⱼ I)`. */
export class IsotropicMixture {
  readonly #centres: Points;
  readonly #logVariances: Float64Array;

  private constructor(centres: Points, logVariances: Float64Array) {
    this.#centres = centres;
    this.#logVariances = logVariances;
  }

  /**
   * Chooses the variances by which points are likely, as the code of Jiralerspong et al. 2023 does, https://github.com/marcojira/fld: each
   * starts at the best for the point that is nearest to its centre; steps of Adam, of rate 0.5 and with all points at once, raise the
   * mean of `log p / d`, 50 of them at most, or until it was within 5e-4 for five. While they do, there is a background, one more Gaussian around the mean of the points, so that a point far from all
   * centres widens none without end. Its weight is 1, not 1/m, and squared distances to it count 0.81.
   */
  static fit(centres: Points, points: Points): IsotropicMixture {
    const [m, dimensions] = [centres.length, centres[0]!.length];
    const mean = centres[0]!.map((_, i) => points.reduce((sum, point) => sum + point[i]!, 0) / points.length);
    const distances = points.map((point) => {
      const row = new Float64Array(m + 1);
      distancesInto(row, centres, point);
      row[m] = SHRINKAGE * squaredDistance(point, mean); // the background's
      return row;
    });
    const nearest = new Float64Array(m).fill(Number.POSITIVE_INFINITY);
    for (const row of distances) for (let j = 0; j < m; j++) nearest[j] = Math.min(nearest[j]!, row[j]!);
    const s = new Float64Array(m + 1);
    s.set(nearest.map((distance) => Math.log((distance + FLOOR) / dimensions)));
    const [first, second] = [new Float64Array(m + 1), new Float64Array(m + 1)];
    const losses: number[] = [];
    for (let t = 1; t <= STEPS && !isSettled(losses); t++) {
      const { loss, gradient } = lossOf(distances, s, dimensions);
      losses.push(loss);
      for (let j = 0; j <= m; j++) {
        first[j] = BETA_1 * first[j]! + (1 - BETA_1) * gradient[j]!;
        second[j] = BETA_2 * second[j]! + (1 - BETA_2) * gradient[j]! ** 2;
        const scale = Math.sqrt(second[j]! / (1 - BETA_2 ** t)) + EPSILON;
        s[j]! -= (RATE * first[j]!) / (1 - BETA_1 ** t) / scale;
        if (j < m) s[j] = Math.min(MOST, Math.max(LEAST, s[j]!));
      }
    }
    return new IsotropicMixture(centres, s.subarray(0, m));
  }

  /** The mean of `−log p / d` over points. */
  negativeLogLikelihood(points: Points): number {
    const [m, dimensions] = [this.#centres.length, this.#centres[0]!.length];
    const [terms, distances] = [new Float64Array(m), new Float64Array(m)];
    const constants = constantsOf(this.#logVariances, m, dimensions);
    const precisions = this.#logVariances.map((value) => Math.exp(-value));
    const sum = points.reduce((total, point) => {
      distancesInto(distances, this.#centres, point);
      const largest = logTerms(terms, distances, precisions, constants);
      return total + largest + Math.log(exponentials(terms, largest));
    }, 0);
    return -sum / (points.length * dimensions);
  }
}

const isSettled = (losses: readonly number[]) =>
  losses.length > 6 && losses.slice(-5).every((loss) => Math.abs(loss - losses.at(-1)!) < 5e-4);

/** The mean of `−log p / d` with the background, and its gradient for logarithms of variances s, the background's last. */
function lossOf(distances: Points, s: Float64Array, dimensions: number) {
  let total = 0;
  const gradient = new Float64Array(s.length);
  const terms = new Float64Array(s.length);
  const constants = constantsOf(s, s.length - 1, dimensions);
  const precisions = s.map((value) => Math.exp(-value));
  for (const row of distances) {
    const largest = logTerms(terms, row, precisions, constants);
    const sum = exponentials(terms, largest);
    total += largest + Math.log(sum);
    for (let j = 0; j < s.length; j++) {
      const term = terms[j]!;
      if (term > 0) gradient[j]! += (term / sum) * (dimensions - row[j]! * precisions[j]!);
    }
  }
  const count = distances.length * dimensions;
  return { loss: -total / count, gradient: gradient.map((value) => value / (2 * count)) };
}

/** What of `log (1/m N)` depends on no point; a place from m on has no weight. */
const constantsOf = (s: Float64Array, m: number, dimensions: number) =>
  s.map((value, j) => -(dimensions / 2) * (value + Math.log(2 * Math.PI)) - (j < m ? Math.log(m) : 0));

/** Fills in the logarithm of each term of the mixture, and returns the largest. */
function logTerms(
  terms: Float64Array,
  distances: Float64Array,
  precisions: Float64Array,
  constants: Float64Array,
): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < terms.length; j++) {
    const term = constants[j]! - 0.5 * distances[j]! * precisions[j]!;
    terms[j] = term;
    if (term > largest) largest = term;
  }
  return largest;
}

/** Takes exponentials of terms, relative to the largest, in place, and returns their sum. */
function exponentials(terms: Float64Array, largest: number): number {
  let sum = 0;
  for (let j = 0; j < terms.length; j++) {
    const exponent = terms[j]! - largest;
    const term = exponent < NEGLIGIBLE ? 0 : Math.exp(exponent);
    terms[j] = term;
    sum += term;
  }
  return sum;
}

function distancesInto(row: Float64Array, centres: Points, point: Float64Array): void {
  for (let j = 0; j < centres.length; j++) row[j] = squaredDistance(point, centres[j]!);
}
