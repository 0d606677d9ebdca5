import { distance } from "fastest-levenshtein";

const SHORTEST_BEGINNING = 3;

/** The known word that the given one is the beginning of, or else the one that is most like it, when it is near enough to be a slip of the keyboard. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const longer = known.find((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  if (longer && word.length >= SHORTEST_BEGINNING) return longer;
  const ranked = known
    .map((candidate) => ({ candidate, edits: editsTo(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Two neighbours that changed places are one slip. */
function editsTo(word: string, other: string): number {
  const edits = distance(word, other);
  if (edits !== 2 || word.length !== other.length) return edits;
  const place = [...word].findIndex((letter, index) => letter !== other[index]);
  const isSwap = word[place] === other[place + 1] && word[place + 1] === other[place];
  return isSwap && word.slice(place + 2) === other.slice(place + 2) ? 1 : edits;
}

/** `Did you mean "latent"? Known settings: beta, latent.` */
export function suggestion(word: string, known: readonly string[], plural: string): string {
  const near = nearest(word, known);
  return `${near === undefined ? "" : `Did you mean "${near}"? `}Known ${plural}: ${[...known].sort().join(", ")}.`;
}
