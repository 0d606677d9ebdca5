import { GenlabError } from "@genlab/core";
import type { NdArray } from "@genlab/data";

/** More are no classes. */
const MOST_CLASSES = 1000;

/** Labels as classes that count from 0. */
export interface Classes {
  /** The label of each class. */
  readonly labels: readonly number[];
  /** The class of each example, part by part. */
  readonly parts: readonly Int32Array[];
}

/**
 * The classes of labels: whole numbers `[count]` or `[count, 1]`, or ones among zeros `[count, classes]`. Those that are 0, 1, … are the classes
 * themselves; others are classes in their order.
 *
 * @throws GenlabError when they are none.
 */
export function readLabels(parts: readonly { readonly array: NdArray; readonly name: string }[]): Classes {
  const numbers = parts.map(({ array, name }) => labelsOf(array, name));
  const distinct = [...new Set(numbers.flatMap((part) => [...new Set(part)]))].sort((a, b) => a - b);
  if (distinct.length > MOST_CLASSES) {
    throw new GenlabError(
      `${parts[0]!.name} has ${distinct.length} different labels; ${MOST_CLASSES} classes are the most. Train without them: --set data.y=false.`,
    );
  }
  const classOf = new Map(distinct.map((label, index) => [label, index]));
  return { labels: distinct, parts: numbers.map((part) => Int32Array.from(part, (label) => classOf.get(label)!)) };
}

function labelsOf({ data, shape }: NdArray, name: string): ArrayLike<number> & Iterable<number> {
  const [count = 0, width = 1] = shape;
  const remedy = "Give whole numbers [count], or train without them: --set data.y=false.";
  if (shape.length === 0 || shape.length > 2) {
    throw new GenlabError(`The labels ${name} have the shape [${shape.join(", ")}]. ${remedy}`);
  }
  if (width > 1) return oneHot(data, [count, width], name, remedy);
  const place = data.findIndex((label) => !Number.isInteger(label));
  if (place < 0) return data;
  throw new GenlabError(`The labels ${name} have ${data[place]} at place ${place}. ${remedy}`);
}

function oneHot(
  data: NdArray["data"],
  [count, width]: readonly [number, number],
  name: string,
  remedy: string,
): Int32Array {
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = data.subarray(i * width, (i + 1) * width);
    labels[i] = row.indexOf(1);
    if (row.filter((value) => value !== 0).length === 1 && labels[i]! >= 0) continue;
    throw new GenlabError(`The labels ${name} [${count}, ${width}] are not a one among zeros at row ${i}. ${remedy}`);
  }
  return labels;
}
