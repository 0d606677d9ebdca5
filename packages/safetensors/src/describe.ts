const longest = 80;

/** A found value as short JSON for an error text; only one level deep, since a hostile header may nest without end. */
export function describe(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.slice(0, 16).map(scalar).join(", ")}]` : scalar(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function scalar(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  return typeof value === "string" ? JSON.stringify(value.slice(0, longest)) : String(value);
}
