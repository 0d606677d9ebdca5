import {
  choice,
  completeSettings,
  count,
  counts,
  type Filled,
  flag,
  type Given,
  number,
  oneOf,
  orAuto,
  pick,
  rate,
  setting,
  switchOrAuto,
  type Values,
  type WithDefault,
  weight,
  withDefault,
} from "@genlab/base";
import { expectTypeOf, it } from "vitest";

type Cost = (x: number) => number;
type Schedule = (step: number) => number;

const costs: Readonly<Record<"root" | "none", Cost | null>> = { root: Math.sqrt, none: null };

// what is checked here is checked by the compiler
const settings = {
  latent: count("."),
  sizes: counts("."),
  kind: oneOf(".", ["one", "two"]),
  weight: weight(".", { default: 1 }),
  lowest: number(".", { default: 0, min: -1 }),
  beta: rate(".", { default: 1, source: "as in the paper" }),
  isDeep: flag(".", { default: false }),
  cost: choice(".", costs, { default: "none" }),
  steps: orAuto(count(".")),
  norm: switchOrAuto("."),
  channels: withDefault(counts("."), [32, 64]),
  own: setting<string, number, WithDefault<string>>(
    { about: ".", expected: "a text", accepts: (value) => typeof value === "string", read: (text) => text.length },
    { default: "four" },
  ),
};

it("settings without a default must be given, others may be", () => {
  expectTypeOf<Given<typeof settings>>().toEqualTypeOf<
    {
      readonly latent: number;
      readonly sizes: readonly number[];
      readonly kind: "one" | "two";
    } & {
      readonly weight?: number;
      readonly lowest?: number;
      readonly beta?: number | Schedule;
      readonly isDeep?: boolean;
      readonly cost?: "root" | "none" | Cost | null;
      readonly steps?: number | "auto";
      readonly norm?: "auto" | "on" | "off" | boolean;
      readonly channels?: readonly number[];
      readonly own?: string;
    }
  >();
});

it("all are there once they are filled in or read", () => {
  expectTypeOf<Filled<typeof settings>["cost"]>().toEqualTypeOf<"root" | "none" | Cost | null>();
  expectTypeOf<Filled<typeof settings>["latent"]>().toEqualTypeOf<number>();
  expectTypeOf<Values<typeof settings>>().toEqualTypeOf<{
    readonly latent: number;
    readonly sizes: readonly number[];
    readonly kind: "one" | "two";
    readonly weight: number;
    readonly lowest: number;
    readonly beta: number | Schedule;
    readonly isDeep: boolean;
    readonly cost: Cost | null;
    readonly steps: number | "auto";
    readonly norm: boolean | "auto";
    readonly channels: readonly number[];
    readonly own: number;
  }>();
});

it("an interface of settings takes them, and refuses others", () => {
  interface ThingSettings extends Given<typeof settings> {}
  const needed = { latent: 2, sizes: [1], kind: "one" } as const;
  expectTypeOf(needed).toExtend<ThingSettings>();
  expectTypeOf({ ...needed, cost: Math.abs, norm: "on" } as const).toExtend<ThingSettings>();
  expectTypeOf({ latent: 2 }).not.toExtend<ThingSettings>();
  expectTypeOf({ ...needed, kind: "three" } as const).not.toExtend<ThingSettings>();
  expectTypeOf({ ...needed, weight: "1" } as const).not.toExtend<ThingSettings>();
});

it("what is picked are the values of those settings", () => {
  const values = completeSettings("Thing", settings, { latent: 2, sizes: [1], kind: "one" });
  const { latent, cost } = settings;
  expectTypeOf(pick(values, { latent, cost })).toEqualTypeOf<
    Pick<{ readonly latent: number; readonly cost: Cost | null }, "latent" | "cost">
  >();
  // @ts-expect-error not of these words
  oneOf(".", ["one", "two"], { default: "three" });
  // @ts-expect-error nor of these things
  choice(".", costs, { default: "square" });
});
