const LONGEST = 60;

/** A value as short text, for an error. */
export function describe(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return String(value); // JSON has no NaN
  if (typeof value === "function" || typeof value === "symbol" || value === undefined)
    return `${String(value).slice(0, LONGEST)}`;
  const name = nameOf(value);
  if (name !== undefined) return name;
  let text: string;
  try {
    text = JSON.stringify(value, (_, part) => nameOf(part) ?? part) ?? String(value);
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What an array or a tensor of many values is called. */
function nameOf(value: unknown): string | undefined {
  if (ArrayBuffer.isView(value)) return `a ${Object.prototype.toString.call(value).slice(8, -1)}`;
  if (typeof value !== "object" || value === null || !("dataId" in value && "shape" in value)) return undefined;
  return `a tensor [${value.shape}]`;
}
