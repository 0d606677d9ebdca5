import { byName } from "./by-name.js";
import type { Path } from "./image-source.js";
import { describeKind } from "./kinds.js";
import { counted, named } from "./words.js";

/** Why something in a folder or an archive is no image to read. */
export type Reason = keyof typeof WORDS;

const WORDS = {
  empty: ["empty", "empty"],
  special: ["that is neither a file nor a folder", "that are neither files nor folders"],
  hidden: ["hidden file or folder", "hidden files or folders"],
  again: ["link to what is there already", "links to what is there already"],
  broken: ["link that leads nowhere", "links that lead nowhere"],
  link: ["link in the archive", "links in the archive"],
  climbing: ["path that leads out of the archive", "paths that lead out of the archive"],
  encrypted: ["under a password (pack them without one)", "under a password (pack them without one)"],
  missing: ["that the list names and is not there", "that the list names and are not there"],
  twice: ["that the list names again", "that the list names again"],
  replaced: ["that a later one of the same path replaces", "that later ones of the same path replace"],
} as const;

/** What was passed over, counted. */
export interface PassedOver {
  note(reason: Reason): void;
  /** A file of a kind that is not read, by how its name ends. */
  noteKind(ending: string): void;
  /** `40 .heic (…)`, `2 empty`, `1 folder without images (dog)`: for a person, the most common kind first. */
  words(folders: readonly Path[], images: readonly Path[]): readonly string[];
}

export function createPassedOver(): PassedOver {
  const kinds = new Map<string, number>();
  const reasons = new Map<Reason, number>();
  return {
    note: (reason) => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
    noteKind: (ending) => void kinds.set(ending, (kinds.get(ending) ?? 0) + 1),
    words(folders, images) {
      const ranked = [...kinds].sort(([a, m], [b, n]) => n - m || byName(a, b));
      const empty = topmostWithout(images, folders);
      return [
        ...ranked.map(([ending, count]) => describeKind(ending, count)),
        ...(Object.keys(WORDS) as Reason[]).flatMap((reason) => {
          const count = reasons.get(reason);
          return count === undefined ? [] : [counted(count, WORDS[reason][0], WORDS[reason][1])];
        }),
        ...(empty.length > 0 ? [`${counted(empty.length, "folder", "folders")} without images (${named(empty)})`] : []),
      ];
    },
  };
}

/** The folders that hold no image, nor does any in them; without those in another such. */
function topmostWithout(images: readonly Path[], folders: readonly Path[]): readonly string[] {
  const withImages = new Set([""]);
  for (const path of images) for (let depth = 1; depth < path.length; depth++) withImages.add(nameOf(path, depth));
  const empty = folders.filter((path) => !withImages.has(nameOf(path)));
  return empty.filter((path) => withImages.has(nameOf(path, path.length - 1))).map((path) => nameOf(path));
}

const nameOf = (path: Path, depth = path.length) => path.slice(0, depth).join("/");
