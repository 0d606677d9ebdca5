import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import { byName } from "./by-name.js";
import type { ImageSource, SourceEntry } from "./image-source.js";
import { imageKinds } from "./kinds.js";
import { openSource } from "./open-source.js";
import { type PartedEntry, parts, wrapping } from "./parts.js";
import { counted, named } from "./words.js";

/** An image in a folder, an archive or a list, that is not read yet. */
export interface FoundImage {
  readonly entry: SourceEntry;
  /** From the folder, with `/`: what it is called on every system, wherever the folder lies. */
  readonly name: string;
  /** Its place among all that were found. */
  readonly index: number;
  /** An index into `classes`; absent where there are none. */
  readonly label?: number;
}

/** The images of a folder, an archive or a list, in parts and classes. */
export interface FoundImages {
  readonly source: ImageSource;
  readonly train: readonly FoundImage[];
  /** Absent where the folder does not hold a part to test on. */
  readonly test?: readonly FoundImage[];
  /** The names of subfolders, if every image is in one and there are two or more. */
  readonly classes: readonly string[];
  /** What was assumed, and what was left out, for a person. */
  readonly remarks: readonly string[];
}

/** What is no image, but data: `1 .csv`. */
const ALONE = /^\d+ \.(csv|tsv|npy|npz|safetensors)\b/;

/** What a place is called, and which of its files are images. */
export interface FindImagesOptions {
  /** What errors call the place. Default: its path. */
  readonly name?: string;
  /** How the names of images end. Default: `imageKinds`. */
  readonly kinds?: readonly string[];
}

/**
 * The images in a folder and all below it, in an archive (.zip, .tar, .tar.gz, .tgz), or whose paths a .txt file lists, in an order that
 * depends on their names alone; `train` beside `test` or `val` are parts, other folders classes.
 *
 * @throws GenlabError when the place cannot be read, has no image, or has a part twice, and for options that cannot be meant.
 */
export async function findImages(place: string, options: FindImagesOptions = {}): Promise<FoundImages> {
  const { name: called = place, kinds = imageKinds, ...others } = optionsOf("findImages", options);
  refuseUnknown("findImages", others, { name: called, kinds });
  for (const [what, value] of Object.entries({ place, name: called }))
    if (typeof value !== "string" || value === "")
      throw new GenlabError(
        `findImages got ${describe(value)} as ${what}. Give ${what === "place" ? "the path of a folder, an archive or a list" : "text"}.`,
      );
  if (!Array.isArray(kinds) || !kinds.every((kind) => typeof kind === "string" && /^\.[^A-Z]+$/.test(kind)))
    throw new GenlabError(
      `findImages got ${describe(kinds)} as kinds. Give how names end, in small letters: [".png", ".jpg"].`,
    );
  const source = await openSource({ place, name: called, kinds });
  if (source.entries.length === 0) {
    const passedOver = source.passedOver.length > 0 ? ` Passed over: ${source.passedOver.join(", ")}.` : "";
    const alone = source.passedOver.some((words) => ALONE.test(words))
      ? " To train on a table or on arrays, give the path of that one file, unpacked."
      : "";
    throw new GenlabError(
      `There is no image in ${called}: no file that ends in ${kinds.join(", ")}.${passedOver}${alone}`,
    );
  }
  const { train, test, ...parted } = parts(source.entries);
  const all = [...train, ...(test ?? [])];
  const depth = wrapping(all.map(({ inPart }) => inPart));
  const folderOf = ({ entry, inPart }: PartedEntry) =>
    entry.label ?? (inPart.length > depth + 1 ? inPart[depth] : undefined);
  const folders = all.map(folderOf);
  const names = [...new Set(folders)].filter((name) => name !== undefined).sort(byName);
  const loose = folders.reduce((count, name) => (name === undefined ? count + 1 : count), 0);
  const classes = names.length > 1 && loose === 0 ? names : [];
  const labels = new Map(classes.map((name, label) => [name, label]));
  const found = (images: readonly PartedEntry[], start: number) =>
    images.map(({ entry }, place): FoundImage => {
      const index = start + place;
      const label = labels.get(folders[index] ?? "");
      const name = entry.path.join("/");
      return label === undefined ? { entry, index, name } : { entry, index, name, label };
    });
  const trained = new Set(folders.slice(0, train.length));
  const untrained = classes.filter((name) => !trained.has(name));
  const passedOver = [...parted.passedOver, ...source.passedOver];
  return {
    source,
    train: found(train, 0),
    ...(test && { test: found(test, train.length) }),
    classes,
    remarks: [
      ...(names.length > 1 && loose > 0
        ? [`no classes, for ${counted(loose, "image is", "images are")} in no subfolder`]
        : []),
      ...(untrained.length > 0 ? [`no image of ${named(untrained)} to train on`] : []),
      ...namesakes(classes).map((same) => `${same.join(" and ")} are different classes`),
      ...parted.remarks,
      ...(passedOver.length > 0 ? [`passed over: ${passedOver.join(", ")}`] : []),
    ],
  };
}

/** Names that differ in capitals alone. */
export function namesakes(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(name.toLowerCase(), [...(groups.get(name.toLowerCase()) ?? []), name]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
