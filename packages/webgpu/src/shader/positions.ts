import { whole } from "./literal.js";

/** Lines that take a number apart: `NAME0`, `NAME1` … are where it is along the axes of a shape. */
export function coordinates(index: string, shape: readonly number[], name: string): string[] {
  const lines: string[] = [];
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (axis === 0) lines.push(`let ${name}0 = ${rest};`);
    else {
      lines.push(`let ${name}${axis} = ${rest} % ${whole(shape[axis]!)};`);
      lines.push(`let ${name}${axis}_ = ${rest} / ${whole(shape[axis]!)};`);
      rest = `${name}${axis}_`;
    }
  }
  return lines;
}

/** The sum of coordinates times distances. */
export function distance(name: string, strides: readonly number[], start = 0): string {
  const terms = strides.flatMap((stride, axis) => {
    if (stride === 0) return [];
    return [stride === 1 ? `${name}${axis}` : `${name}${axis} * ${whole(stride)}`];
  });
  if (start !== 0) terms.unshift(whole(start));
  return terms.length > 0 ? terms.join(" + ") : "0u";
}
