import { GenlabError } from "@genlab/base";
import type { Tensor } from "@tensorflow/tfjs-core";
import { requireTensor } from "./require-tensor.js";

/**
 * Refuses a tensor of another shape than a layer or a loss is for, which tfjs would broadcast, reshape or complain about in its own words.
 *
 * @param owner whose input it is: `Conv2d`
 * @param expected a size or a name of each dimension, such as `["batch", "height", "width", 3]`; `"..."` stands for any number of them
 * @throws GenlabError for what is no tensor of real numbers; it names both shapes, and says so where channels seem to come first.
 */
export function requireShape(owner: string, x: Tensor, expected: readonly (number | string)[]): void {
  requireTensor(owner, x);
  const { shape } = x;
  if (fits(shape, expected) && !shape.includes(0)) return;
  const last = expected.at(-1);
  const isChannelsFirst = shape.length >= 3 && typeof last === "number" && shape.at(-1) !== last && shape[1] === last;
  const hint = isChannelsFirst ? " Channels seem to come first: transpose to [batch, height, width, channels]." : "";
  throw new GenlabError(`${owner} got shape [${shape.join(", ")}]. Expected [${expected.join(", ")}].${hint}`);
}

function fits(shape: readonly number[], expected: readonly (number | string)[]): boolean {
  const open = expected.indexOf("...");
  const isSame = (size: number | undefined, wanted: number | string | undefined) =>
    typeof wanted !== "number" || wanted === size;
  if (open < 0) return shape.length === expected.length && expected.every((wanted, i) => isSame(shape[i], wanted));
  const [before, after] = [expected.slice(0, open), expected.slice(open + 1)];
  if (shape.length < before.length + after.length) return false;
  const end = shape.length - after.length;
  return (
    before.every((wanted, i) => isSame(shape[i], wanted)) && after.every((wanted, i) => isSame(shape[end + i], wanted))
  );
}
