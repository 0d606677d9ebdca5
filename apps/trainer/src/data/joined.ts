import type { NdArray } from "@genlab/data";

/** Parts one after another, along the first dimension. */
export function joined(parts: readonly NdArray[]): NdArray {
  const data = new Float32Array(parts.reduce((size, part) => size + part.data.length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset);
    offset += part.data.length;
  }
  const count = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  return { data, shape: [count, ...parts[0]!.shape.slice(1)] };
}
