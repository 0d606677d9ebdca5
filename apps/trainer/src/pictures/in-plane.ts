import type { Section } from "./section.js";

/**
 * Vectors `[count, numbers]` as points `[count, 2]`: by their first two numbers, or where they have one by it and their place in the list.
 * Images, and points, stay as they are.
 */
export function inPlane(sections: readonly Section[]): readonly Section[] {
  const { shape } = sections[0]!.examples;
  const [, size = 1] = shape;
  if (shape.length !== 2 || size === 2) return sections;
  const highest = size > 1 ? 0 : largestOf(sections[0]!.examples.data);
  return sections.map(({ label, examples }) => {
    const count = examples.shape[0]!;
    const data = new Float32Array(2 * count);
    for (let i = 0; i < count; i++) {
      data[2 * i] = examples.data[size * i]!;
      data[2 * i + 1] = size > 1 ? examples.data[size * i + 1]! : ((2 * i + 1) / count - 1) * highest;
    }
    return { label, examples: { data, shape: [count, 2] } };
  });
}

const largestOf = (data: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < data.length; i++) most = Math.max(most, Math.abs(data[i]!));
  return most;
};
