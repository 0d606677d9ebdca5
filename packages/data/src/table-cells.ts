/** What stands for a missing value: pandas' own list. */
const MISSING =
  "#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null".split("|");

/** Whether a cell has no value. */
export function isMissingBy(others: readonly string[]): (cell: string) => boolean {
  const texts = new Set(["", ...MISSING, ...others]);
  return (cell) => texts.has(cell);
}

// no "007", which is a code: its zeros would be lost
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,3}))?$/;

/** A cell as a number, and the places after the point that it needs; undefined where it is none, or one that would not keep its value. */
export function numberIn(cell: string): { readonly value: number; readonly decimals: number } | undefined {
  const match = NUMBER.exec(cell);
  if (!match) return undefined;
  const value = Number(cell);
  const [, after = "", alone = "", exponent = "0"] = match;
  const places = `${after}${alone}`.replace(/0+$/, "").length; // "68.0" is whole
  const decimals = Math.max(0, places - Number(exponent));
  const isKept = Number.isFinite(value) && (decimals > 0 || Number.isSafeInteger(value) || exponent !== "0");
  return isKept ? { value, decimals } : undefined;
}
