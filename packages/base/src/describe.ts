const LONGEST = 60;

/** A value as short text, for an error. */
export function describe(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return `${value}`; // JSON has no NaN
  if (typeof value === "function" || typeof value === "symbol" || value === undefined)
    return `${String(value).slice(0, LONGEST)}`;
  if (ArrayBuffer.isView(value)) return `a ${Object.prototype.toString.call(value).slice(8, -1)}`;
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
