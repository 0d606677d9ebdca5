const LONGEST = 60;

/** A value as short text, for an error. */
export function describe(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return String(value); // JSON has no NaN
  if (typeof value === "function" || typeof value === "symbol" || value === undefined)
    return `${String(value).slice(0, LONGEST)}`;
  if (ArrayBuffer.isView(value)) return nameOf(value);
  let text: string;
  try {
    text = JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? nameOf(part) : part)) ?? String(value);
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function nameOf(array: ArrayBufferView): string {
  return `a ${Object.prototype.toString.call(array).slice(8, -1)}`;
}
