import {
  count,
  createRng,
  type FactoryOptions,
  factoryOptions,
  GenlabError,
  oneOf,
  type Rng,
  weight,
} from "@genlab/core";
import { expect, expectTypeOf, it } from "vitest";

const settings = {
  latent: count("Numbers of a code.", { default: 16 }),
  beta: weight("`β`."),
  network: oneOf("Network.", ["auto", "dense"], { default: "auto" }),
};

const make = (options: object, rng: unknown = createRng(1)) =>
  factoryOptions("createVae", settings, options as FactoryOptions<typeof settings>, rng as Rng);

it("a factory has the shape and the value of every setting", () => {
  expect(make({ shape: [28, 28, 1], beta: 2 })).toEqual({ shape: [28, 28, 1], beta: 2, latent: 16, network: "auto" });
  expect(make({ shape: [2], beta: 0, latent: undefined, network: "dense" })).toEqual({
    shape: [2],
    beta: 0,
    latent: 16,
    network: "dense",
  });
});

it("a factory refuses what it does not have or take", () => {
  const refused = (options: object, rng?: unknown) => {
    try {
      return make({ shape: [2], beta: 1, ...options }, rng);
    } catch (error) {
      if (error instanceof GenlabError) return error.message;
      throw error;
    }
  };
  expect([
    refused({ chanels: [4] }),
    refused({ latnet: 4 }),
    refused({ beta: undefined }),
    refused({ shape: undefined }),
    refused({ shape: 28 }),
    refused({ shape: [28, 0, 1] }),
    refused({}, null),
  ]).toMatchInlineSnapshot(`
    [
      "createVae has no option "chanels". Known options: beta, latent, network, shape.",
      "createVae has no option "latnet". Did you mean "latent"? Known options: beta, latent, network, shape.",
      "\`beta\` of createVae is undefined. Expected a finite number, 0 or more.",
      "\`shape\` of createVae is undefined. Expected that of one example, such as [28, 28, 1] or [2].",
      "\`shape\` of createVae is 28. Expected that of one example, such as [28, 28, 1] or [2].",
      "\`shape\` of createVae is [28,0,1]. Expected that of one example, such as [28, 28, 1] or [2].",
      "\`rng\` of createVae is null. Give createRng(seed), or a fork of one.",
    ]
  `);
  for (const shape of [[], [1.5], ["2"], null, "28x28"]) expect(refused({ shape }), `${shape}`).toBeTypeOf("string");
  expect(() => make(undefined as never)).toThrow("The settings of createVae are undefined.");
});

it("a factory's options are the shape and settings, of which those with a default may be left out", () => {
  expectTypeOf<FactoryOptions<typeof settings>>().toEqualTypeOf<
    { readonly shape: readonly number[] } & { readonly beta: number } & {
      readonly latent?: number;
      readonly network?: "auto" | "dense";
    }
  >();
  expectTypeOf(make({ shape: [2], beta: 1 }).network).toEqualTypeOf<"auto" | "dense">();
});
