import { GenlabError } from "@genlab/core";
import type { FoundImages } from "@genlab/data/node";
import { forCaller } from "../terminal/caller.js";
import { named } from "../terminal/words.js";

/**
 * The images with the indices that their classes had when the run began, whatever classes have come or gone.
 *
 * @param before the classes then
 * @throws GenlabError when the model has classes, and one has come that it does not know.
 */
export function keepClasses(found: FoundImages, before: readonly string[], hasClasses: boolean): FoundImages {
  const added = found.classes.filter((name) => !before.includes(name));
  const gone = before.filter((name) => !found.classes.includes(name));
  if (added.length === 0 && gone.length === 0) return found;
  if (hasClasses && (added.length > 0 || found.classes.length === 0)) {
    const changes = [
      ...(added.length > 0 ? [`${quoted(added)} ${added.length === 1 ? "is" : "are"} new`] : []),
      ...(gone.length > 0 ? [`${quoted(gone)} ${gone.length === 1 ? "is" : "are"} gone`] : []),
    ];
    throw new GenlabError(
      `The model knows the classes ${quoted(before)}, but in ${forCaller(found.source.place)} ${changes.join(", and ")}. Give the subfolders the names that they had and take new ones away, or train anew.`,
    );
  }
  const classes = found.classes.length === 0 ? [] : [...before, ...added];
  const moved = (images: FoundImages["train"]) =>
    images.map(({ label, ...image }) => ({
      ...image,
      ...(label !== undefined && { label: classes.indexOf(found.classes[label]!) }),
    }));
  const remark = gone.length > 0 ? [`no image of ${named(gone)} any more`] : [];
  return {
    ...found,
    train: moved(found.train),
    ...(found.test && { test: moved(found.test) }),
    classes,
    remarks: [...remark, ...found.remarks],
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
