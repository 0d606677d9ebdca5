import { choice, count, createRng, fillSettings, type Model, type ModelRecipe, modelRecipe } from "@genlab/core";
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
  create: (values, { shape, examples = 60_000 }) => new Thing({ ...values, shape, examples }),
});

const context = { shape: [3], rng: createRng(1) };

it("a recipe makes a model of settings as they are given, for examples of a shape", () => {
  const made = recipe.create(fillSettings("thing", recipe.settings, { scale: "double" }), context) as Thing;
  expect(made).toBeInstanceOf(Thing);
  // words stay words: the factory reads them
  expect(made.settings).toEqual({ latent: 2, scale: "double", shape: [3], examples: 60_000 });
  const { settings } = recipe.create({ latent: 4, scale: Math.abs }, { ...context, examples: 10 }) as Thing;
  expect(settings).toEqual({ latent: 4, scale: Math.abs, shape: [3], examples: 10 });
});

it("a recipe is itself, and one of a table of recipes", () => {
  const given: ModelRecipe = { description: "A thing", paper: "none", settings: {}, create: () => new Thing({}) };
  expect(modelRecipe(given)).toBe(given);
  const table: Readonly<Record<string, ModelRecipe>> = { recipe, given };
  expect(Object.keys(table)).toEqual(["recipe", "given"]);
});

it("a recipe knows the types of its settings", () => {
  expectTypeOf<Parameters<typeof recipe.create>[0]["latent"]>().toEqualTypeOf<number>();
  // @ts-expect-error a word that there is not
  const wrong: Parameters<typeof recipe.create>[0] = { latent: 2, scale: "square" };
  expect(wrong.latent).toBe(2);
});
