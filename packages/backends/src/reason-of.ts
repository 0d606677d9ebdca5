/** One line that says why a backend could not be loaded. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [firstLine = ""] = error.message.split("\n");
  const missing = /^Cannot find (?:package|module) '([^./][^']*)'/.exec(firstLine)?.[1];
  if (missing !== undefined) return `package ${missing} not installed`;
  return firstLine || error.name;
}
