import type { NdArray } from "@genlab/data";
import type { RunConfiguration } from "../runs/configuration.js";
import type { Latents } from "../session/looks/latents.js";

/** Codes on the straight line from one to another, both ends included: `[count, latent]`. */
export function line(from: Float32Array, to: Float32Array, count: number): NdArray {
  return codes(count, from.length, (index, latent) => {
    const share = index / (count - 1);
    return (1 - share) * from[latent]! + share * to[latent]!;
  });
}

/** Codes that differ from one in one number alone, `[values.length, latent]`. */
export function along(code: Float32Array, changed: number, values: readonly number[]): NdArray {
  return codes(values.length, code.length, (index, latent) => (latent === changed ? values[index]! : code[latent]!));
}

/** Codes of two numbers over a square, row by row from the top left: `[side², 2]`. */
export function square(side: number, range: number): NdArray {
  const at = (place: number) => range * ((2 * place) / (side - 1) - 1);
  return codes(side * side, 2, (index, latent) => (latent === 0 ? at(index % side) : -at(Math.floor(index / side))));
}

/** All of the codes one after the other. */
export function together(all: readonly NdArray[]): NdArray {
  const latent = all[0]!.shape[1]!;
  const data = Float32Array.from(all.flatMap((one) => [...one.data]));
  return { data, shape: [data.length / latent, latent] };
}

/** The n-th code of some. */
export function codeOf({ data, shape: [, latent = 0] }: NdArray, index: number): Float32Array {
  return Float32Array.from(data.subarray(index * latent, (index + 1) * latent));
}

/** The n-th of many codes that the prior draws; the same for the same number. */
export function drawnCode({ model }: RunConfiguration, size: number, index: number): Float32Array {
  const random = generator(index + 1);
  const isUniform = "prior" in model && model.prior === "uniform";
  return Float32Array.from({ length: size }, () => (isUniform ? 2 * random() - 1 : normal(random)));
}

/** Latents in the order to show them: those that the data put most nats into first. */
export function latentOrder({ size, kl }: Latents): readonly number[] {
  const order = Array.from({ length: size }, (_, latent) => latent);
  return kl ? order.sort((a, b) => kl.data[b]! - kl.data[a]!) : order;
}

/**
 * How far from zero each number of a code goes. A normal prior is within 3, a uniform one within 1; where codes follow no prior, as far as
 * those of some examples.
 */
export function rangesOf(
  { model }: RunConfiguration,
  { size, kl }: Latents,
  encoded: NdArray | null,
): readonly number[] {
  const known = "prior" in model && model.prior === "uniform" ? 1 : 3;
  return Array.from({ length: size }, (_, latent) => {
    if (kl || !encoded) return known;
    const values = Array.from({ length: encoded.shape[0]! }, (__, index) =>
      Math.abs(encoded.data[index * size + latent]!),
    );
    return Math.max(...values) || known;
  });
}

function codes(count: number, latent: number, fill: (index: number, latent: number) => number): NdArray {
  const data = Float32Array.from({ length: count * latent }, (_, i) => fill(Math.floor(i / latent), i % latent));
  return { data, shape: [count, latent] };
}

/** Mulberry32: enough for a handful of pictures. */
function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box and Muller, 1958. */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
