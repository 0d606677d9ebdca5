import { GenlabError, nearest } from "@genlab/core";
import type { StoredArray } from "@genlab/data";
import { forCaller } from "../terminal/caller.js";
import type { FileConfig } from "./file-config.js";

/** Which arrays of a file are what, by their names. */
export interface Roles {
  readonly x: string;
  readonly y?: string;
  readonly testX?: string;
  readonly testY?: string;
}

type Arrays = ReadonlyMap<string, StoredArray>;

const WORDS = {
  x: "x xs image images img imgs data sample samples point points vector vectors input inputs feature features embedding embeddings",
  y: "y ys label labels class classes target targets",
  train: "train training",
  val: "val valid validation",
  test: "test testing",
};

const wordsOf = (kind: keyof typeof WORDS): readonly string[] => WORDS[kind].split(" ");

const PARTS = ["train", "val", "test"] as const;

type Part = (typeof PARTS)[number];

/** How paths of a model's variables end, in GenLab and in PyTorch. */
const VARIABLE = /\.(weight|bias|scale|shift|running_?mean|running_?var)$/i;

/** What a name such as `X_train`, `trainLabels` or `images` says, if it says something. */
function meaningOf(key: string): { readonly kind: "x" | "y"; readonly part: Part } | undefined {
  const name = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  const kindOf = (word: string) => (["x", "y"] as const).find((kind) => wordsOf(kind).includes(word));
  const plain = kindOf(name);
  if (plain) return { kind: plain, part: "train" };
  for (const part of PARTS) {
    for (const word of wordsOf(part)) {
      if (name === word) return { kind: "x", part };
      const rest = name.startsWith(word)
        ? name.slice(word.length)
        : name.endsWith(word)
          ? name.slice(0, -word.length)
          : "";
      const kind = kindOf(rest);
      if (kind) return { kind, part };
    }
  }
  return undefined;
}

/**
 * Which arrays to train on, which are their classes, and which are to test on: those that the configuration names, or else those whose names
 * say so. `savez` without names gives `arr_0` and `arr_1`, the examples and their classes.
 *
 * @param option by which the file was given, for errors
 * @throws GenlabError that lists the arrays where the names do not say it, or that lacks one that is asked for.
 */
export function findRoles(arrays: Arrays, config: FileConfig, option = "--data"): Roles {
  const place = forCaller(config.path);
  const names = [...arrays.keys()];
  const list = () => [...arrays].map(([key, { type, shape }]) => `  ${key}  ${type} [${shape.join(", ")}]`).join("\n");
  const named = (field: "x" | "y" | "testX" | "testY", key: string): string => {
    if (arrays.has(key)) return key;
    const near = nearest(key, names);
    const guess = near === undefined ? "" : ` Did you mean "${near}"?`;
    throw new GenlabError(`There is no array "${key}" (data.${field}) in ${place}.${guess} It holds:\n${list()}`);
  };
  const byMeaning = (kind: "x" | "y", part: Part) => {
    const found = names.filter((key) => {
      const meaning = meaningOf(key) ?? byPlace(key, names);
      return meaning?.kind === kind && meaning.part === part;
    });
    if (found.length < 2) return found[0];
    const field = part === "train" ? kind : `test${kind.toUpperCase()}`;
    throw new GenlabError(
      `Several arrays of ${place} may be meant for ${WHAT[kind]}: ${found.join(", ")}. Say which by --set data.${field}=NAME. It holds:\n${list()}`,
    );
  };
  const given = (field: "y" | "testX" | "testY", find: () => string | undefined): string | undefined => {
    const asked = config[field];
    return asked === false ? undefined : asked === undefined ? find() : named(field, asked);
  };

  const weights = names.filter((key) => VARIABLE.test(key));
  if (config.x === undefined && weights.length > 1 && byMeaning("x", "train") === undefined) {
    throw new GenlabError(
      `${place} holds the weights of a model (${weights.slice(0, 2).join(", ")}, …), no examples. To train on an array of it all the same: ${option} ${place}:NAME.`,
    );
  }
  const x =
    config.x !== undefined
      ? named("x", config.x)
      : names.length === 1
        ? names[0]!
        : (byMeaning("x", "train") ?? onlyOne(arrays));
  if (x === undefined) {
    throw new GenlabError(
      `The names of the arrays in ${place} do not say which to train on. Say it by ${option} ${place}:NAME. It holds:\n${list()}`,
    );
  }
  const others = (found: string | undefined) => (found === x ? undefined : found);
  const y = given("y", () => others(byMeaning("y", "train")));
  const part = (["val", "test"] as const).find((one) => others(byMeaning("x", one)) !== undefined);
  const testX = given("testX", () => part && byMeaning("x", part));
  const testY = given("testY", () => (testX !== undefined && part ? byMeaning("y", part) : undefined));
  return {
    x,
    ...(y !== undefined && { y }),
    ...(testX !== undefined && { testX }),
    ...(testY !== undefined && { testY }),
  };
}

const WHAT = { x: "examples", y: "classes" };

function byPlace(key: string, names: readonly string[]): { readonly kind: "x" | "y"; readonly part: Part } | undefined {
  if (names.includes("arr_2")) return undefined; // whichever of three or more
  const kind = key === "arr_0" ? "x" : key === "arr_1" ? "y" : undefined;
  return kind && { kind, part: "train" };
}

/** The one array that has examples of several numbers, beside such as labels. */
function onlyOne(arrays: Arrays): string | undefined {
  const found = [...arrays].filter(([key, { shape }]) => shape.length > 1 && meaningOf(key) === undefined);
  return found.length === 1 ? found[0]![0] : undefined;
}
