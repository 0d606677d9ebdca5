import type { Setting } from "@genlab/core";
import { models } from "@genlab/zoo";
import { describe, expect, test } from "vitest";
import { slider } from "../src/plane/kinds/slider.js";
import { wordsOf } from "../src/plane/kinds/words-of.js";
import { modelSettings } from "../src/zoo/model-settings.js";
import { numberField } from "../src/zoo/number-field.js";
import type { NumberFacts, WordFacts } from "../src/zoo/setting-facts.js";

const facts = Object.entries(modelSettings).flatMap(([type, settings]) =>
  Object.entries<NumberFacts | WordFacts>(settings).map(([name, of]) => ({ type, name, of })),
);

const settingOf = (type: string, name: string): Setting => {
  const { settings }: { settings: Readonly<Record<string, Setting>> } = models[type as keyof typeof models];
  return settings[name]!;
};

describe("what the page knows of a model's setting", () => {
  test("goes into the built page as it is", () => {
    expect(facts.length).toBeGreaterThan(100);
    expect(JSON.parse(JSON.stringify(modelSettings))).toEqual(modelSettings);
  });

  test.each(facts)("is what the model takes: $name of $type", ({ type, name, of }) => {
    const { accepts } = settingOf(type, name);
    const values = "words" in of ? [of.default, ...of.words] : [of.default, of.min, of.max];
    for (const value of values.filter((one) => one !== undefined)) expect(accepts(value)).toBe(true);
    if ("words" in of) return;
    if (of.min !== undefined) expect(accepts(of.min - 1)).toBe(false);
    if (of.max !== undefined) expect(accepts(of.max + 1)).toBe(false);
  });
});

describe("a control", () => {
  const { gan, vae } = modelSettings;

  test("starts where the model does, or where the page says", () => {
    expect(slider(gan.pack, [1, 2, 4])).toEqual({ initial: 1, values: [1, 2, 4], isWhole: true, restarts: false });
    expect(slider(gan.penaltyWeight, [0, 10], { initial: 0 }).initial).toBe(0);
    expect(wordsOf(gan.game).initial).toBe("non-saturating");
    expect(numberField(vae.beta, { max: 100 }).initial).toBe(1);
  });

  test("has no number that its model does not take", () => {
    expect(() => slider(gan.pack, [1, 1.5, 2])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A control has 1.5. Its model takes whole numbers from 1 to Infinity.]`,
    );
    expect(() => slider(vae.beta, [-1, 1])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A control has -1. Its model takes numbers from 0 to Infinity.]`,
    );
    expect(() => numberField(gan.labelSmoothing, { max: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A control has 1. Its model takes numbers from 0 to 0.49.]`,
    );
  });

  test("is of a setting that there is, and of its kind", () => {
    // @ts-expect-error there is none of this name
    expect(gan.packs).toBeUndefined();
    // @ts-expect-error words have no stops
    expect(() => slider(gan.game, [1])).toThrow(RangeError);
    // @ts-expect-error numbers are no words
    expect(wordsOf(gan.pack).words).toBeUndefined();
  });
});
