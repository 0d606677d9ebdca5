import {
  choice,
  completeSettings,
  count,
  counts,
  fillSettings,
  flag,
  GenlabError,
  isSetting,
  number,
  oneOf,
  orAuto,
  ownFunction,
  ownMethods,
  pick,
  rate,
  type Setting,
  sentenceOf,
  setting,
  share,
  switchOrAuto,
  textOf,
  weight,
  withDefault,
} from "@genlab/base";
import { describe, expect, it } from "vitest";

const half = (step: number) => step / 2;
const hinge = { discriminator: () => 1, generator: () => 1 };
const own = ownMethods(["discriminator", "generator"], "`hinge`");

describe("a setting", () => {
  it.each<[what: string, setting: Setting, good: readonly unknown[], bad: readonly unknown[]]>([
    ["count", count("So many."), [1, 7], [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "1", null, [1]]],
    ["count from 0", count("So many.", { min: 0 }), [0, 1], [-1, 0.5]],
    ["counts", counts("Sizes."), [[], [1], [32, 64]], [1, [0], [1.5], ["1"], null, undefined, Int32Array.of(1)]],
    ["counts from 2", counts("Values.", { min: 2 }), [[], [2, 3]], [[1], [2, 1]]],
    ["number", number("It."), [-1.5, 0], [Number.NaN, Number.NEGATIVE_INFINITY, "1", null, true, 1n]],
    ["number of a range", number("It.", { min: -1, max: 1 }), [-1, 0, 1], [-1.1, 1.1]],
    ["weight", weight("`λ`."), [0, 0.5, 10], [-1, Number.POSITIVE_INFINITY]],
    ["share", share("Of a whole."), [0, 0.5, 1], [-0.1, 1.1]],
    ["rate", rate("`β`.", { min: 0 }), [0, 2, half], [-1, Number.NaN, "linear", {}]],
    ["flag", flag("Whether."), [true, false], ["false", 0, null, undefined]],
    ["word", oneOf("One.", ["one", "two"]), ["one", "two"], ["three", "", 1, null, ["one"]]],
    ["choice", choice("A cost.", { root: Math.sqrt }), ["root", Math.sqrt], ["sqrt", Math.abs, "toString", null]],
    ["choice with null", choice("A cost.", { none: null }), ["none", null], [undefined, false]],
    [
      "choice, or a function",
      choice("A cost.", { root: Math.sqrt }, { own: ownFunction("`sqrt`") }),
      ["root", Math.abs],
      ["abs", {}, null],
    ],
    [
      "choice, or what has methods",
      choice("A game.", { hinge }, { own }),
      ["hinge", hinge, { ...hinge, name: "own" }],
      [{}, { discriminator: () => 1 }, { ...hinge, generator: 1 }, () => 1, null],
    ],
    ["choice of the model", orAuto(count("So many.")), ["auto", 3], ["", 0, "Auto", undefined]],
    ["switch", switchOrAuto("Whether."), ["auto", "on", "off", true, false], ["yes", 1, null]],
    [
      "kind of its own",
      setting({ about: "Even.", expected: "an even number", accepts: (value) => Number(value) % 2 === 0 }),
      [2],
      [1],
    ],
  ])("that is a %s takes what it says and nothing else", (_, { accepts }, good, bad) => {
    for (const value of good) expect(accepts(value), textOf(value)).toBe(true);
    for (const value of bad) expect(accepts(value), String(value)).toBe(false);
  });

  it("says what it expects", () => {
    const expected = [
      count("."),
      counts(".", { min: 2 }),
      number("."),
      number(".", { min: 1e-12 }),
      number(".", { max: 1 }),
      weight("."),
      share("."),
      rate(".", { min: 0 }),
      flag("."),
      oneOf(".", ["one"]),
      choice(".", { hinge, none: null }, { own }),
      orAuto(counts(".")),
      switchOrAuto("."),
    ].map((one) => one.expected);
    expect(expected).toMatchInlineSnapshot(`
      [
        "a whole number from 1",
        "a list of whole numbers from 2, such as [32, 64]",
        "a finite number",
        "a finite number, 1e-12 or more",
        "a finite number, 1 or less",
        "a finite number, 0 or more",
        "a number from 0 to 1",
        "a finite number, 0 or more, or a schedule such as linear({ from: 0, to: 1, steps: 500 })",
        "true or false",
        ""one"",
        "one of "hinge", "none", or what has discriminator() and generator(), such as \`hinge\`",
        "a list of whole numbers from 1, such as [32, 64], or "auto"",
        "one of "auto", "on", "off", or true or false",
      ]
    `);
  });

  it("says of what a control can be made", () => {
    const kinds = [
      count("."),
      number(".", { max: 1 }),
      counts("."),
      rate(".", { min: 0 }),
      flag("."),
      choice(".", { hinge }),
      orAuto(oneOf(".", ["one"])),
      setting({ about: ".", expected: "it", accepts: () => true }),
    ].map(({ kind }) => kind);
    expect(kinds).toEqual([
      { type: "number", min: 1, max: Number.POSITIVE_INFINITY, isWhole: true },
      { type: "number", min: Number.NEGATIVE_INFINITY, max: 1, isWhole: false },
      { type: "numbers" },
      { type: "rate", min: 0, max: Number.POSITIVE_INFINITY },
      { type: "flag" },
      { type: "words", words: ["hinge"] },
      { type: "words", words: ["auto", "one"] },
      { type: "other" },
    ]);
  });

  it("is told from what is none", () => {
    expect([flag("."), oneOf(".", ["one"])].every(isSetting)).toBe(true);
    expect([null, undefined, 1, "setting", {}, { about: "." }].some(isSetting)).toBe(false);
  });

  it("is a sentence, with its default and where that is from", () => {
    expect([
      sentenceOf(count("Numbers of a code.")),
      sentenceOf(counts("Channels.", { default: [32, 64] })),
      sentenceOf(weight("`λ`.", { default: 10, source: "as the paper has it on MNIST" })),
      sentenceOf(orAuto(flag("Whether."))),
      sentenceOf(withDefault(weight("`λ`.", { default: 10, source: "as in the paper" }), 5)),
      sentenceOf(withDefault(weight("`λ`."), 5, "as in the code")),
      sentenceOf(rate("`β`.", { default: half })),
    ]).toMatchInlineSnapshot(`
      [
        "Numbers of a code.",
        "Channels. Default [32, 64].",
        "\`λ\`. Default 10, as the paper has it on MNIST.",
        "Whether. Default "auto".",
        "\`λ\`. Default 5.",
        "\`λ\`. Default 5, as in the code.",
        "\`β\`. Default (step) => step / 2.",
      ]
    `);
  });
});

const settings = {
  latent: count("Numbers of a code."),
  weight: weight("Of a term.", { default: 1 }),
  game: choice("The game.", { hinge }, { default: "hinge", own }),
  cost: choice("The cost.", { root: Math.sqrt }, { default: "root", own: ownFunction("`squaredError`") }),
  stochastic: flag("Whether.", { default: false }),
  penalty: choice("A penalty.", { none: null }, { default: "none", own: ownFunction("`r1Penalty`") }),
  norm: orAuto(oneOf("A norm.", ["batch", "layer"])),
};
const complete = (given: object) => () => completeSettings("Gan", settings, given);
const defaults = {
  weight: 1,
  game: hinge,
  cost: Math.sqrt,
  stochastic: false,
  penalty: null,
  norm: "auto",
};

describe("settings", () => {
  it("are what is given, and the defaults of the rest", () => {
    const own = { ...hinge };
    const given = { latent: 2, game: own, weight: undefined, penalty: Math.abs, stochastic: true };
    expect(complete(given)()).toEqual({ ...defaults, latent: 2, game: own, penalty: Math.abs, stochastic: true });
    expect(complete({ latent: 2 })()).toEqual({ ...defaults, latent: 2 });
  });

  it("stay as they are when they are completed again", () => {
    const once = complete({ latent: 2, norm: "layer" })();
    expect(complete(once)()).toEqual(once);
  });

  it("are words as long as they are only filled in", () => {
    expect(fillSettings("Gan", settings, { latent: 2 })).toEqual({
      ...defaults,
      latent: 2,
      game: "hinge",
      cost: "root",
      penalty: "none",
    });
  });

  it("are refused where they are of another kind", () => {
    expect(complete({ latent: 2, game: "hing" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of Gan is "hing". Expected "hinge", or what has discriminator() and generator(), such as \`hinge\`. Did you mean "hinge"?]`,
    );
    expect(complete({ latent: 2, game: {} })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`game\` of Gan is {}. Expected "hinge", or what has discriminator() and generator(), such as \`hinge\`.]`,
    );
    expect(complete({ latent: 2, cost: "squaredError" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`cost\` of Gan is "squaredError". Expected "root", or a function, such as \`squaredError\`.]`,
    );
    expect(complete({ latent: 2, stochastic: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`stochastic\` of Gan is 1. Expected true or false.]`,
    );
    expect(complete({ latent: 2, penalty: 10 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`penalty\` of Gan is 10. Expected "none", or a function, such as \`r1Penalty\`.]`,
    );
    expect(complete({ latent: 2, norm: "bach" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`norm\` of Gan is "bach". Expected one of "batch", "layer", or "auto". Did you mean "batch"?]`,
    );
    // null is no default, undefined is
    for (const wrong of [{ game: null }, { cost: null }, { stochastic: null }, { penalty: {} }, { weight: null }])
      expect(complete({ latent: 2, ...wrong }), JSON.stringify(wrong)).toThrow(GenlabError);
  });

  it("are refused where they are missing, and where there are none such", () => {
    expect(complete({})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`latent\` of Gan is undefined. Expected a whole number from 1.]`,
    );
    expect(complete({ latent: undefined })).toThrow("`latent` of Gan is undefined.");
    expect(complete({ latent: 2, gaem: hinge })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Gan has no option "gaem". Did you mean "game"? Known options: cost, game, latent, norm, penalty, stochastic, weight.]`,
    );
    expect(complete({ latent: 2, games: hinge })).toThrow('Did you mean "game"?');
    expect(complete({ latent: 2, toString: 1 })).toThrow('Gan has no option "toString".');
    expect(complete({ latent: 2, gaem: undefined })).not.toThrow();
  });

  it("are refused where they are no object", () => {
    expect(complete(undefined as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The settings of Gan are undefined. Expected an object of these: cost, game, latent, norm, penalty, stochastic, weight.]`,
    );
    expect(complete(null as never)).toThrow("The settings of Gan are null.");
    expect(complete(3 as never)).toThrow("The settings of Gan are 3.");
  });
});

it("values of some settings are picked from those of more", () => {
  const values = complete({ latent: 2 })();
  const { latent, norm } = settings;
  expect(pick(values, { latent, norm })).toEqual({ latent: 2, norm: "auto" });
  expect(pick({ latent: 2 } as { latent: number; norm?: string }, { latent, norm })).toEqual({ latent: 2 });
  expect(pick(values, {})).toEqual({});
});

it("a switch is on, off, or as the model chooses", () => {
  const norm = { norm: switchOrAuto("Whether.") };
  const read = (given?: boolean | "on" | "off" | "auto") =>
    completeSettings("Gan", norm, given === undefined ? {} : { norm: given }).norm;
  expect([read("on"), read(true), read("off"), read(false), read("auto"), read()]).toEqual([
    true,
    true,
    false,
    false,
    "auto",
    "auto",
  ]);
});

it("a setting refuses options that no kind reads", () => {
  expect(() => count("Numbers of a code.", { defalt: 3 } as object)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: A setting has no option "defalt". Did you mean "default"? Known options: default, max, min, own, source.]`,
  );
});
