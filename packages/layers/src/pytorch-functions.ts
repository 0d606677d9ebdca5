import { GenlabError, sizeOf } from "@genlab/core";
import {
  agree,
  beforeReshape,
  beforeShuffle,
  type CarriedValues,
  flattened,
  same,
  type ValueOrder,
} from "./carries-values.js";
import { flatten } from "./flatten.js";
import { appendsDeviation } from "./minibatch-deviation.js";
import { shuffledBy } from "./pixel-shuffle.js";
import { reshapedBy } from "./reshape-to.js";

// what functions among the layers do to the order of values

/** The order that a function needs, for what follows to get what it needs. */
export function wantedByFunction(layer: object, wanted: ValueOrder): ValueOrder {
  const [shape, factor] = [reshapedBy(layer), shuffledBy(layer)];
  if (shape?.length === 3) return beforeReshape(shape[2]!, wanted);
  if (factor !== undefined) return beforeShuffle(factor, wanted);
  return (shape && shape.length !== 1) || appendsDeviation(layer) ? same : wanted;
}

/** What a function gives; those that are none of this package leave the order as it is. */
export function appliedTo(given: CarriedValues, layer: object, wanted: ValueOrder, where: string): CarriedValues {
  const [shape, factor] = [reshapedBy(layer), shuffledBy(layer)];
  if (layer === flatten || shape?.length === 1) return flattened(given);
  if (shape?.length === 3) {
    const needed = beforeReshape(shape[2]!, wanted);
    const isImage = given.kind === "images" && given.channels === shape[2];
    if (!isImage) requireOrder(given.kind === "images" ? flattened(given) : given, needed, sizeOf(shape), where);
    return { kind: "images", order: wanted, channels: shape[2] };
  }
  if (shape) {
    const isRows = given.kind === "images" && given.channels === shape.at(-1);
    if (!isRows) requireOrder(given.kind === "images" ? flattened(given) : given, same, sizeOf(shape), where);
    return { kind: "features", order: same };
  }
  if (factor !== undefined) {
    const { channels } = given;
    if (channels === undefined) throw new GenlabError(unknownOrder(where));
    requireOrder(given, beforeShuffle(factor, wanted), channels, where);
    return { kind: "images", order: wanted, channels: channels / factor ** 2 };
  }
  if (!appendsDeviation(layer)) return given;
  if (given.order !== same) throw new GenlabError(otherOrder(where));
  return given.channels === undefined ? given : { ...given, channels: given.channels + 1 };
}

function requireOrder({ order }: CarriedValues, needed: ValueOrder, size: number, where: string): void {
  if (order === undefined) throw new GenlabError(unknownOrder(where));
  if (!agree(order, needed, size)) throw new GenlabError(otherOrder(where));
}

export const otherOrder = (where: string) =>
  `${where} is given values in another order than in PyTorch, where images have their channels first, and no order of weights makes up for it. ` +
  "Put a Linear or a convolution before it, in the same Sequential; an own layer may say by `carryValues` what its parts are given.";

export const unknownOrder = (where: string) =>
  `How many channels the values before ${where} have is not known. Give a Sequential of it and of what follows, from the \`flatten\` on, the \`shape\` of an image that it is given.`;
