import { byName } from "./by-name.js";
import type { Path, SourceEntry } from "./image-source.js";
import { endOf, isHidden } from "./kinds.js";
import { createPassedOver } from "./passed-over.js";

/** What an archive says of one of its members. */
export interface ArchiveMember {
  /** As it is written there, with `/`. */
  readonly name: string;
  readonly type: "file" | "folder" | "link" | "special" | "encrypted";
  /** In bytes, unpacked. */
  readonly size: number;
  /** Changes when the content does. */
  readonly stamp: string;
}

export interface ArchiveEntry extends SourceEntry {
  /** Which member of the archive it is. */
  readonly position: number;
}

export interface ArchiveContent {
  /** Files that end as images do, in an order that depends on their paths alone. */
  readonly entries: readonly ArchiveEntry[];
  /** What was passed over, for a person. */
  readonly passedOver: readonly string[];
}

/** The images among the members of an archive. Of two of one path the later counts, as it does when an archive is unpacked. */
export function siftArchive(members: readonly ArchiveMember[], kinds: readonly string[]): ArchiveContent {
  const images = new Map<string, ArchiveEntry>();
  const folders = new Map<string, Path>();
  const hidden = new Set<string>();
  const passedOver = createPassedOver();

  for (const [position, { name, type, size, stamp }] of members.entries()) {
    const path = name.split("/").filter((part) => part !== "" && part !== ".");
    if (path.length === 0) continue; // the folder that all is in
    if (name.startsWith("/") || path.includes("..") || /^[a-z]:/i.test(name)) {
      passedOver.note("climbing");
      continue;
    }
    const firstHidden = path.findIndex(isHidden);
    const isImage = kinds.includes(endOf(name));
    if (firstHidden >= 0) {
      if (firstHidden < path.length - 1 || type === "folder" || isImage)
        hidden.add(path.slice(0, firstHidden + 1).join("/"));
      continue;
    }
    const around = type === "folder" ? path.length : path.length - 1;
    for (let depth = 1; depth <= around; depth++) folders.set(path.slice(0, depth).join("/"), path.slice(0, depth));
    if (type === "folder") continue;
    if (type === "link" || type === "special") passedOver.note(type);
    else if (!isImage) passedOver.noteKind(endOf(name));
    else if (type === "encrypted") passedOver.note("encrypted");
    else if (size === 0) passedOver.note("empty");
    else {
      if (images.has(path.join("/"))) passedOver.note("replaced");
      images.set(path.join("/"), { path, position, size, stamp });
    }
  }
  for (const _ of hidden) passedOver.note("hidden");
  const entries = [...images].sort(([a], [b]) => byName(a, b)).map(([, entry]) => entry);
  return {
    entries,
    passedOver: passedOver.words(
      [...folders.values()],
      entries.map(({ path }) => path),
    ),
  };
}
