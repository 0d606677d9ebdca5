import { distance } from "fastest-levenshtein";

/** The known word that is most like the given one, when it is near enough to be a slip of the keyboard. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** `Did you mean "latent"? Known settings: beta, latent.` */
export function suggestion(word: string, known: readonly string[], plural: string): string {
  const near = nearest(word, known);
  return `${near === undefined ? "" : `Did you mean "${near}"? `}Known ${plural}: ${[...known].sort().join(", ")}.`;
}
