const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text in HTML, in an attribute too. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign]!);

/** A section with a heading; nothing where it has no content. */
export const section = (title: string, content: string): string =>
  content === "" ? "" : `<section><h2>${escaped(title)}</h2>${content}</section>`;

/** A number for a person: four digits. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return `${value}`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1);
  return `${Number(value.toPrecision(4))}`;
}

/** A table whose rows begin with what they are of; without a heading where it is empty. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const head =
    heading.length > 0 ? `<thead><tr>${heading.map((cell) => `<th>${escaped(cell)}</th>`).join("")}</tr></thead>` : "";
  const body = rows.map(
    ([first = "", ...others]) =>
      `<tr><th>${escaped(first)}</th>${others.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="wide"><table>${head}<tbody>${body.join("")}</tbody></table></div>`;
}
