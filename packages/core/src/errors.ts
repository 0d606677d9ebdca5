/** An error whose message names the value, the place, what was expected and the remedy. */
export class GenlabError extends Error {
  override readonly name = "GenlabError";
}
