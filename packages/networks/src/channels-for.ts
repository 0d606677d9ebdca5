import { requireSizes } from "@genlab/core";
import type { ChannelsPlan } from "./settings/channels-setting.js";

/** Sides below this are halved twice. */
const LARGE = 32;
/** Of large images, whose first channels are fewer than those of small ones. */
const FEWEST = 16;

/**
 * The channels of convolutional networks for examples of this shape: those that are given, or for "auto" as many as halve the shorter side
 * down to `least`, and two at least. Where rests are rounded up, it ends with up to `2 least - 2`.
 *
 * Of `n` channels the `i`-th, from 0 on, is `min(first · 2^i, most / 2^(n - 1 - i))`, and 16 at least. So maps of a size have the same
 * channels in networks for images of 64 pixels and for larger ones, as in StyleGAN, and a halving costs no more than the next. Karras et al.
 * 2018, https://arxiv.org/abs/1812.04948
 */
export function channelsFor(
  shape: readonly number[],
  channels: readonly number[] | "auto",
  { first, most, least }: ChannelsPlan,
): readonly number[] {
  requireSizes("channelsFor", { shape });
  if (channels !== "auto") return channels;
  const times = timesFor(shape, least);
  return Array.from({ length: times }, (_, i) => {
    const doubled = Math.min(first * 2 ** i, most / 2 ** (times - 1 - i));
    return Math.max(doubled, Math.min(first, FEWEST));
  });
}

function timesFor(shape: readonly number[], least: number): number {
  const side = shape.length === 3 ? Math.min(shape[0]!, shape[1]!) : 0;
  if (side < LARGE) return 2;
  // the largest n for which ceil(side / 2^n) is `least` or more
  return Math.ceil(Math.log2(side / (least - 1))) - 1;
}
