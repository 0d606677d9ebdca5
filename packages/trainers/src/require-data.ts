import {
  type ArrayBatch,
  canSampleClasses,
  type DataRange,
  dataRangesOf,
  GenlabError,
  type Model,
  requireClasses,
} from "@genlab/core";

/**
 * Refuses labels that are none of a model's classes.
 *
 * @throws GenlabError that names the first one and its place.
 */
export function requireLabelsOf(model: Model, { y }: ArrayBatch): void {
  if (y && canSampleClasses(model)) requireClasses(y.data, model.classes);
}

/**
 * Refuses data that a model cannot be trained or judged on: values that are not finite, and an `x` outside the range that the model's
 * likelihood, or another part of it, is for.
 *
 * @throws GenlabError that names the least and the greatest value found, and the remedy.
 */
export function requireData(model: Model, batch: ArrayBatch): void {
  const ranges = dataRangesOf(model);
  for (const [field, { data, shape }] of Object.entries(batch)) {
    const { least, most, broken } = extremesOf(data);
    if (broken >= 0) {
      const size = data.length / (shape[0] || 1);
      throw new GenlabError(
        `Field "${field}" has ${data[broken]} in example ${Math.floor(broken / size)} of the batch, at place ${broken % size} of its ${size} values. ` +
          "Leave such examples out, or fill in what is missing.",
      );
    }
    if (field !== "x") continue;
    for (const range of ranges) requireInside(range, least, most);
  }
}

/** Of the width of a range: what rounding and resampling may go beyond it. */
const TOLERANCE = 1e-3;

function requireInside(range: DataRange, least: number, most: number): void {
  const slack = TOLERANCE * (range.most - range.least);
  if (least >= range.least - slack && most <= range.most + slack) return;
  const otherwise = range.otherwise === undefined ? "" : `, or give the model what takes any value: ${range.otherwise}`;
  throw new GenlabError(
    `Field "x" has values from ${short(least)} to ${short(most)}, and ${range.of} is for data in [${range.least}, ${range.most}]. ` +
      `${scalingOf(range, least, most)}${otherwise}.`,
  );
}

/** How such values usually come into the range. */
function scalingOf({ least: low, most: high }: DataRange, least: number, most: number): string {
  const isUnit = low === 0 && high === 1;
  if (isUnit && least >= 0 && most <= 255 && most > 2) return "Divide bytes by 255";
  if (isUnit && least >= -1.001 && most <= 1.001) return "Scale them by (x + 1) / 2";
  return `Scale them to [${low}, ${high}]`;
}

const short = (value: number) => `${Number(value.toPrecision(4))}`;

function extremesOf(data: ArrayLike<number>): {
  readonly least: number;
  readonly most: number;
  readonly broken: number;
} {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) return { least, most, broken: i };
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most, broken: -1 };
}
