import type { NdArray } from "@genlab/data";

/** What the codes of one place go from and to. */
export interface CodeRange {
  readonly least: number;
  readonly most: number;
}

/** The range of each code over examples `[count, codes]`. */
export function rangesOf({ data, shape }: NdArray): readonly CodeRange[] {
  const codes = shape[1]!;
  return Array.from({ length: codes }, (_, code) => {
    let [least, most] = [Infinity, -Infinity];
    for (let i = code; i < data.length; i += codes) {
      least = Math.min(least, data[i]!);
      most = Math.max(most, data[i]!);
    }
    return { least, most };
  });
}

/** Codes at the nearest of `2^bits` even levels of their ranges; those outside at the end. */
export function roundCodes({ data, shape }: NdArray, ranges: readonly CodeRange[], bits: number): NdArray {
  const last = 2 ** bits - 1;
  const rounded = Float32Array.from(data, (value, i) => {
    const { least, most } = ranges[i % ranges.length]!;
    if (most === least) return least;
    const level = Math.round(((value - least) / (most - least)) * last);
    return least + (Math.min(last, Math.max(0, level)) / last) * (most - least);
  });
  return { data: rounded, shape };
}
