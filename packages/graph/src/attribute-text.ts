/** An attribute as text. Unlike JSON's, it tells infinities, NaN and the signs of zeros apart. */
export function attributeText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(attributeText).join()}]`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
  return JSON.stringify(value);
}
