import { GenlabError } from "@genlab/core";
import type { FoundImage, FoundImages } from "@genlab/data/node";
import { forCaller } from "../terminal/caller.js";
import { counted, named } from "../terminal/words.js";
import type { Split } from "./held-out.js";
import type { ImageRecord } from "./image-record.js";

/**
 * Parts images as they were when the run began, by their names, and by their contents where they have others. New ones are trained on, or
 * tested on where they lie in a part for that; one whose content is held out already is neither.
 *
 * @throws GenlabError when no image that was trained on, or that was held out, is there.
 */
export function splitAsBefore(
  found: FoundImages,
  record: ImageRecord,
  contentOf: (image: FoundImage) => string,
): Split {
  const all = [...found.train, ...(found.test ?? [])];
  const present = new Set(all.map(({ name }) => name));
  const before = { train: new Map(record.train), test: new Map(record.test) };
  const namesOf = new Map<string, string[]>();
  for (const [name, content] of [...record.train, ...record.test]) {
    namesOf.set(content, [...(namesOf.get(content) ?? []), name]);
  }
  const inTest = new Set(found.test);
  const parts = { train: [] as FoundImage[], test: [] as FoundImage[] };
  const renamed = new Map<string, string>();
  const news = { added: [] as string[], changed: [] as string[], same: [] as string[] };

  for (const image of all) {
    const { name } = image;
    const content = contentOf(image);
    const noted = before.test.get(name) ?? before.train.get(name);
    if (noted !== undefined) {
      if (noted !== content) news.changed.push(name);
      parts[before.test.has(name) ? "test" : "train"].push(image);
      continue;
    }
    const former = (namesOf.get(content) ?? []).find((one) => !present.has(one) && !renamed.has(one));
    if (former !== undefined) {
      renamed.set(former, name);
      parts[before.test.has(former) ? "test" : "train"].push(image);
    } else if (namesOf.get(content)?.some((one) => before.test.has(one))) news.same.push(name);
    else {
      news.added.push(name);
      parts[inTest.has(image) ? "test" : "train"].push(image);
    }
  }
  for (const [part, what] of [
    [parts.test, "held out"],
    [parts.train, "trained on"],
  ] as const) {
    if (part.length > 0) continue;
    throw new GenlabError(
      `No image that was ${what} is in ${forCaller(found.source.place)}. Give the folder of the run: --data-dir.`,
    );
  }
  const isGone = ([name]: readonly [string, string]) => !present.has(name) && !renamed.has(name);
  const gone = { train: record.train.filter(isGone), test: record.test.filter(isGone) };
  const [tests, trained] = [record.test.length, record.train.length];
  const moves = [...renamed].map(([former, name]) => `${former} is ${name}`);
  const remarks = [
    ...said(names(gone.test), [
      `of the ${tests} that were held out is gone`,
      `of the ${tests} that were held out are gone`,
    ]),
    ...said(names(gone.train), [`of the ${trained} trained on is gone`, `of the ${trained} trained on are gone`]),
    ...said(news.added, ["is new since the run's start", "are new since the run's start"]),
    ...said(news.changed, ["has changed", "have changed"]),
    ...said(moves, ["has another name", "have other names"]),
    ...said(news.same, [
      "new one is the same as one held out, and left out",
      "new ones are the same as some held out, and left out",
    ]),
  ];
  return { ...parts, noted: {}, remarks };
}

const names = (images: ImageRecord["train"]) => images.map(([name]) => name);

/** `2 have changed (a.png, b.png)`, or nothing of none. */
const said = (which: readonly string[], [one, many]: readonly [string, string]): readonly string[] =>
  which.length === 0 ? [] : [`${counted(which.length, one, many)} (${named(which)})`];
