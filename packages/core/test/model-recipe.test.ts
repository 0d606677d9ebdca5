import { choice, count, createFrom, createRng, type Model, type ModelRecipe, modelRecipe } from "@genlab/core";
import { expect, expectTypeOf, it } from "vitest";

const scales: Readonly<Record<"root" | "double", (x: number) => number>> = { root: Math.sqrt, double: (x) => 2 * x };

class Thing implements Model {
  readonly settings: object;

  constructor(settings: object) {
    this.settings = settings;
  }

  phases() {
    return [];
  }
}

const recipe = modelRecipe({
  description: "A thing",
  paper: "none",
  optimizer: { type: "adam", learningRate: 1e-3 },
  settings: {
    latent: count("Numbers of a code.", { default: 2 }),
    scale: choice("A scale.", scales, { default: "root" }),
  },
  create: (options, { examples }) => new Thing({ ...options, examples }),
});

const rng = createRng(1);

it("a recipe makes a model of the values of its settings, for examples of a shape", () => {
  const made = createFrom("thing", recipe, { shape: [3], scale: "double" }, { rng });
  expect(made).toBeInstanceOf(Thing);
  expect(made.settings).toEqual({ latent: 2, scale: scales.double, shape: [3], examples: 60_000 });
  const { settings } = createFrom("thing", recipe, { shape: [3], latent: 4, scale: Math.sqrt }, { rng, examples: 10 });
  expect(settings).toEqual({ latent: 4, scale: Math.sqrt, shape: [3], examples: 10 });
  expect(() => createFrom("createThing", recipe, { shape: [3], latent: 0 }, { rng })).toThrow(
    "`latent` of createThing is 0.",
  );
});

it("a recipe is itself, and one of a table of recipes", () => {
  const given: ModelRecipe = { description: "A thing", paper: "none", settings: {}, create: () => new Thing({}) };
  expect(modelRecipe(given)).toBe(given);
  const table: Readonly<Record<string, ModelRecipe>> = { recipe, given };
  expect(Object.keys(table)).toEqual(["recipe", "given"]);
});

it("a recipe knows the types of its settings, and of its model", () => {
  expectTypeOf(createFrom("thing", recipe, { shape: [3] }, { rng })).toEqualTypeOf<Thing>();
  // @ts-expect-error a word that there is not
  expect(() => createFrom("thing", recipe, { shape: [3], scale: "square" }, { rng })).toThrow("`scale` of thing");
});
