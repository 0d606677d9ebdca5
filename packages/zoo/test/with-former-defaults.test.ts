import { models, withFormerDefaults } from "@genlab/zoo";
import { expect, it } from "vitest";

it("a saved configuration keeps the defaults that it was made with, and what was given", () => {
  expect(withFormerDefaults({ type: "ebgan", margin: 20 })).toEqual({
    type: "ebgan",
    margin: 20,
    unit: "one",
    pullAwayWeight: 0.1,
    batchNorm: "auto",
    encoderBatchNorm: "off",
    channels: [32, 64],
  });
});

it("former defaults are settings that there are, with values that they take and that are others than now", () => {
  for (const [type, { settings }] of Object.entries(models)) {
    const { type: _, ...former } = withFormerDefaults({ type });
    for (const [name, value] of Object.entries(former)) {
      const setting = (settings as Readonly<Record<string, { accepts(value: unknown): boolean; default?: unknown }>>)[
        name
      ];
      expect([type, name, setting?.accepts(value)]).toEqual([type, name, true]);
      expect([type, name, setting?.default]).not.toEqual([type, name, value]);
    }
  }
});

it("one that noted no channels had two halvings, unless its network was dense", () => {
  expect(withFormerDefaults({ type: "vae" })).toEqual({ type: "vae", channels: [32, 64] });
  expect(withFormerDefaults({ type: "vq-gan" })).toMatchObject({ channels: [32, 64] });
  expect(withFormerDefaults({ type: "wgan-gp", network: "residual" })).toMatchObject({ channels: [64, 128] });
  expect(withFormerDefaults({ type: "vae", channels: [8] })).toEqual({ type: "vae", channels: [8] });
  expect(withFormerDefaults({ type: "vae", network: "dense" })).toEqual({ type: "vae", network: "dense" });
  expect(withFormerDefaults({ type: "none" })).toEqual({ type: "none" });
});
