import { type Made, type Optional, setting, type WithDefault } from "./make-setting.js";
import { type OptionalSetting, textOf } from "./setting.js";

/** One of some words. */
export function oneOf<const Word extends string, const Options extends Partial<WithDefault<NoInfer<Word>>>>(
  about: string,
  words: readonly Word[],
  options?: Options,
): Optional<Word, Options> {
  const accepts = (value: unknown) => words.includes(value as Word);
  return setting({ about, kind: { type: "words", words }, expected: wordsText(words), accepts }, options);
}

/** What is on or off, or as the model chooses: `true`, `false` or a word. */
export const switchOrAuto = (about: string): OptionalSetting<"auto" | "on" | "off" | boolean, boolean | "auto"> =>
  choice<"auto" | "on" | "off", boolean | "auto", WithDefault<"auto"> & { readonly own: OwnValue }>(
    about,
    { auto: "auto", on: true, off: false },
    { default: "auto", own: { expected: "true or false", accepts: (value) => typeof value === "boolean" } },
  );

/** What may stand in the place of a word. */
export interface OwnValue {
  /** "what has forward(), such as a layer" */
  readonly expected: string;
  accepts(value: unknown): boolean;
}

/** A function of one's own. */
export const ownFunction = (example: string): OwnValue => ({
  expected: `a function, such as ${example}`,
  accepts: (value) => typeof value === "function",
});

/** A thing of one's own with some methods. */
export const ownMethods = (methods: readonly string[], example: string): OwnValue => ({
  expected: `what has ${methods.map((method) => `${method}()`).join(" and ")}, such as ${example}`,
  accepts: (value) => methods.every((method) => typeof Reflect.get(Object(value), method) === "function"),
});

/** One of some things by its name, or one of one's own. */
export function choice<
  Word extends string,
  Thing,
  const Options extends Partial<WithDefault<NoInfer<Word>>> & { readonly own?: OwnValue },
>(about: string, things: Readonly<Record<Word, Thing>>, options?: Options): Made<Word | Thing, Thing, Options> {
  const words = Object.keys(things) as Word[];
  const { own } = options ?? {};
  const isWord = (value: unknown): value is Word => typeof value === "string" && Object.hasOwn(things, value);
  return setting<Word | Thing, Thing, Options>(
    {
      about,
      kind: { type: "words", words },
      expected: own ? `${wordsText(words)}, or ${own.expected}` : wordsText(words),
      accepts: (value) => isWord(value) || Object.values(things).includes(value) || own?.accepts(value) === true,
      read: (value) => (isWord(value) ? things[value] : value),
    },
    options,
  );
}

const wordsText = (words: readonly string[]): string =>
  words.length > 1 ? `one of ${words.map(textOf).join(", ")}` : words.map(textOf).join("");
