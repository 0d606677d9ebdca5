import { diagnose, faults, type RunFigures } from "@genlab/trainers";
import { checkModel, type ModelConfiguration, models } from "@genlab/zoo";
import { describe, expect, it } from "vitest";
import { setting } from "../src/config/options.js";
import { settingsOf } from "../src/config/settings-of.js";

const layer = (gradient: number) => ({ gradient, weight: 1, change: 0.9, dead: 0 });
const probes = {
  samples: { spread: 0, distinct: 0 },
  reconstructions: { spread: 0 },
  codes: { kl: 0, active: 0, used: 1, drawn: 100, all: 100 },
  memory: { ratio: 0 },
};
const steps = Array.from({ length: 12 }, (_, i) => 100 * (i + 1));
/** Of a run that has every fault. */
const figures: RunFigures = {
  log: steps.flatMap((step) => [
    { step, losses: { discriminator: { total: 0, adversarial: 0 }, vae: { total: 1 } } },
    { step, evaluation: { vae: { total: step < 300 ? 9 : 10 } } },
  ]),
  health: [
    ...steps.map((step) => ({
      step,
      phases: { vae: { "net.layers.0.weight": layer(1), "net.layers.1.weight": layer(1e-9) } },
      probes,
    })),
    { step: 1200, failure: "NaN" },
  ],
};

describe("what the doctor advises", () => {
  it("is of every fault here", () => {
    expect(diagnose(figures).map(({ name }) => name)).toEqual(faults.map(({ name }) => name));
  });

  it.each(Object.keys(models))("of %s is what can be set of it", (type) => {
    for (const { remedy } of diagnose({ ...figures, settings: settingsOf({ type }) })) {
      for (const [, option] of remedy.matchAll(/--set '?(model\.[^`']+)'?`/g)) {
        const { model } = setting(option!) as { readonly model: object };
        expect(() => checkModel({ type, ...model } as ModelConfiguration)).not.toThrow();
      }
    }
  });

  it("names settings of a GAN, and none of a plain autoencoder", () => {
    const namedOf = (type: string) => {
      const said = diagnose({ ...figures, settings: settingsOf({ type }) }).map(({ remedy }) => remedy);
      return [...new Set(said.join().match(/model\.\w+/g))].sort();
    };
    expect(namedOf("gan")).toMatchInlineSnapshot(`
      [
        "model.augmentation",
        "model.game",
        "model.labelSmoothing",
        "model.pack",
        "model.penalty",
        "model.spectralNorm",
      ]
    `);
    expect(namedOf("vae-gan")).toMatchInlineSnapshot(`
      [
        "model.beta",
        "model.game",
      ]
    `);
    expect(namedOf("vq-vae")).toMatchInlineSnapshot(`
      [
        "model.codes",
        "model.quantizer",
      ]
    `);
    expect(namedOf("autoencoder")).toEqual([]);
  });

  it.each([
    [{ type: "wgan-gp" }, ["augmentation=on", "pack=2"]],
    [{ type: "r3-gan" }, ["augmentation=on", "pack=2"]],
    [{ type: "tabular-gan" }, ["augmentation=on", "pack=2"]],
    [{ type: "gan", pack: 4, penalty: "r1", game: "hinge", augmentation: "on" }, ["game=relativistic"]],
    [
      { type: "gan", spectralNorm: "on", labelSmoothing: 0.2, auxiliaryWeight: 1, classes: 10 },
      ["augmentation=on", "game=hinge", "penalty=r1"],
    ],
    [
      { type: "gan", game: "minimax" },
      [
        "augmentation=on",
        "game=hinge",
        "game=non-saturating",
        "game=relativistic",
        "labelSmoothing=0.1",
        "pack=2",
        "penalty=r1",
        "spectralNorm=on",
      ],
    ],
    [
      { type: "vq-vae", codes: 32, quantizer: "learned", restartBelow: 0 },
      ["quantizer=finite-scalar", "restartBelow=0.05"],
    ],
    [{ type: "vq-vae", quantizer: "finite-scalar" }, []],
  ])("takes nothing away from %o, and tells it no less than it has", (given, expected) => {
    const said = diagnose({ ...figures, settings: settingsOf(given), given }).map(({ remedy }) => remedy);
    expect([...new Set(said.join().match(/(?<=model\.)\w+=[\w.-]+/g))].sort()).toEqual(expected);
  });
});
