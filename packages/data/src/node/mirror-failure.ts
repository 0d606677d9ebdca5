/** Why one mirror did not give a file; the next one may. */
export class MirrorFailure extends Error {
  override readonly name = "MirrorFailure";
}

/** The text of an error and of what caused it: `fetch` says "fetch failed" and hides the reason in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  const text = error.message || code || error.name;
  return error.cause === undefined ? text : `${text}: ${reasonOf(error.cause)}`;
}
