/** The lines of a table in Markdown. */
export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
