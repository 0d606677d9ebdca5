import { GenlabError, ownFunction, setting, textOf, type Values, type WithDefault, weight } from "@genlab/core";
import { type Corruption, gaussianNoise, maskingNoise, saltAndPepper } from "./corruption.js";

const corruptions = {
  gaussian: gaussianNoise,
  masking: maskingNoise,
  "salt-and-pepper": saltAndPepper,
} satisfies Record<string, (level: number) => Corruption>;

export type CorruptionName = keyof typeof corruptions;

const words = Object.keys(corruptions) as CorruptionName[];

const own = ownFunction("gaussianNoise(0.5)");

/** Settings of what damages data: a function, or its name and its level. */
export const corruptionSettings = {
  corruption: setting<CorruptionName | Corruption, CorruptionName | Corruption, WithDefault<"gaussian">>(
    {
      about: "What damages the data that are to be restored.",
      kind: { type: "words", words },
      expected: `one of ${words.map(textOf).join(", ")}, or ${own.expected}`,
      accepts: (value) => words.includes(value as CorruptionName) || own.accepts(value),
    },
    { default: "gaussian" },
  ),
  level: weight(
    'The deviation of "gaussian" noise; the share of entries that "masking" and "salt-and-pepper" change.',
    {
      default: 0.5,
      source: "as in Keras' example, https://blog.keras.io/building-autoencoders-in-keras.html",
    },
  ),
};

/**
 * The corruption that settings say.
 *
 * @throws GenlabError for a level that the corruption does not have.
 */
export function corruptionOf(owner: string, { corruption, level }: Values<typeof corruptionSettings>): Corruption {
  if (typeof corruption === "string") return corruptions[corruption](level);
  if (level === corruptionSettings.level.default) return corruption;
  throw new GenlabError(
    `\`level\` of ${owner} is ${level}, and a corruption of your own has none. Leave it out, or choose one of ${words.map(textOf).join(", ")}.`,
  );
}
