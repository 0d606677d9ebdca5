import { number, rate, type Settings, weight } from "@genlab/core";
import { diagnose, faults, type HealthRecord, type LossRecord } from "@genlab/trainers";
import { describe, expect, it } from "vitest";

const steps = (count: number, every = 100) => Array.from({ length: count }, (_, i) => (i + 1) * every);
const layer = (gradient: number, change = 0.01) => ({ gradient, weight: 1, change, dead: 0 });
const named = (log: readonly LossRecord[], health: readonly HealthRecord[]) =>
  diagnose({ log, health }).map(({ name, since }) => [name, since]);

const layers = (first: number, last: number, change?: number) => ({
  phases: { g: { "generator.layers.0.weight": layer(first, change), "generator.layers.2.weight": layer(last) } },
});
const probed = (probes: HealthRecord["probes"]) => steps(6).map((step) => ({ step, probes: probes! }));
const playing = [{ step: 1, losses: { g: { total: 1, adversarial: 1 } } }];

describe("the doctor", () => {
  it("says nothing of a run that is well, or of which nothing is known", () => {
    expect(named([], [])).toEqual([]);
    expect(
      named(
        [{ step: 1, losses: { vae: { total: 3 } } }],
        steps(6).map((step) => ({ step, ...layers(0.1, 1) })),
      ),
    ).toEqual([]);
  });

  it("gives each fault words, remedies and a source", () => {
    for (const { name, title, words, remedies, source } of faults) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const text of [title, words, source]) expect(text.length).toBeGreaterThan(5);
      // some that are for every model
      expect(remedies).toContainEqual(expect.any(String));
    }
  });

  it("advises settings that the model has, and values that they take", () => {
    const health = probed({ codes: { active: 0, kl: 0.001 } });
    const remedyFor = (settings?: Settings) => diagnose({ log: [], health, ...(settings && { settings }) })[0]!.remedy;
    expect(remedyFor()).toMatchInlineSnapshot(
      `"Lower the weight of the KL term (\`--set model.beta=0.1\`); let the weight of the KL term rise (\`--set 'model.beta={"type":"linear","from":0,"to":1,"steps":2000}'\`); leave it some nats free (\`--set model.freeBits=0.1\`); weigh the reconstruction more (\`--set model.reconstructionWeight=10\`); lower the learning rate, where it is large, or use a smaller decoder."`,
    );
    expect(remedyFor({})).toMatchInlineSnapshot(
      `"Lower the learning rate, where it is large, or use a smaller decoder."`,
    );
    // a weight that can be no schedule
    expect(remedyFor({ beta: weight("") })).toBe(
      "Lower the weight of the KL term (`--set model.beta=0.1`); lower the learning rate, where it is large, or use a smaller decoder.",
    );
    expect(remedyFor({ beta: rate("") })).toMatchInlineSnapshot(
      `"Lower the weight of the KL term (\`--set model.beta=0.1\`); let the weight of the KL term rise (\`--set 'model.beta={"type":"linear","from":0,"to":1,"steps":2000}'\`); lower the learning rate, where it is large, or use a smaller decoder."`,
    );
    expect(remedyFor({ beta: number("", { min: 1 }) })).toBe(remedyFor({}));
  });

  it("advises nothing that a run has, or goes further than, already", () => {
    const health = probed({ codes: { active: 0, kl: 0.001 } });
    const named = (beta: object | number, given?: object) => {
      const settings = { beta: rate("", { default: 1 }), freeBits: weight("", { default: 0 }) };
      const figures = { log: [], health, settings, given: { beta, ...given } };
      return diagnose(figures)[0]!.remedy.match(/model\.\w+=[^`']{3}/g);
    };
    expect(named(1)).toEqual(["model.beta=0.1", 'model.beta={"t', "model.freeBits=0.1"]);
    expect(named(0.5)).toEqual(["model.beta=0.1", "model.freeBits=0.1"]);
    expect(named(0.1)).toEqual(["model.freeBits=0.1"]);
    expect(named({ type: "linear", from: 0, to: 1, steps: 9 })).toEqual(["model.beta=0.1", "model.freeBits=0.1"]);
    expect(named(0.01, { freeBits: 0.5 })).toBeNull();
  });

  it("vanishing gradients: since when, where, and not of a player that is held", () => {
    const health = steps(6).map((step) => ({ step, ...(step < 300 ? layers(0.1, 1) : layers(1e-6, 1)) }));
    expect(diagnose({ log: [], health })[0]).toMatchObject({
      name: "vanishing-gradients",
      since: 300,
      evidence:
        'in the phase "g" the gradient of generator.layers.0.weight is 1.0e-6, that of generator.layers.2.weight 1',
    });
    const still = steps(6).map((step) => ({ step, ...layers(0, 0) }));
    expect(named([], still)).toEqual([["vanishing-gradients", 100]]);
    expect(named([{ step: 600, losses: { g: { total: 0, gate: 0 } } }], still)).toEqual([]);
    // for a while, and over
    expect(named([], [...health, { step: 700, ...layers(0.1, 1) }])).toEqual([]);
  });

  it("exploding gradients: by growth, by their size, by updates, and where they are no numbers", () => {
    const grown = steps(8).map((step) => ({ step, ...(step < 700 ? layers(0.1, 0.1) : layers(30, 30)) }));
    expect(named([], grown)).toEqual([["exploding-gradients", 700]]);
    expect(
      named(
        [],
        steps(4).map((step) => ({ step, ...layers(1000, 1000) })),
      ),
    ).toEqual([["exploding-gradients", 100]]);
    expect(
      named(
        [],
        steps(4).map((step) => ({ step, ...layers(1, 1, 0.9) })),
      ),
    ).toEqual([["exploding-gradients", 100]]);
    expect(
      named(
        [],
        steps(4).map((step) => ({ step, ...layers(Number.NaN, 1) })),
      ),
    ).toEqual([["exploding-gradients", 100]]);
  });

  it("a discriminator that wins: not a critic, whose loss falls below 0", () => {
    const log = (adversarial: number) =>
      steps(10).map((step) => ({ step, losses: { discriminator: { total: adversarial, adversarial } } }));
    expect(named(log(0.001), [])).toEqual([["discriminator-wins", 100]]);
    expect(named(log(0.5), [])).toEqual([]);
    expect(named(log(-4), [])).toEqual([]);
    // which swings about 0
    const swinging = steps(40).flatMap((step) => log(step % 200 === 0 ? 0.3 : -0.3).map((each) => ({ ...each, step })));
    expect(named(swinging, [])).toEqual([]);
    expect(named(log(0.001), probed({ discriminator: { wins: 0.9 } }))).toEqual([]);
    expect(named(log(0.001), probed({ discriminator: { wins: 1 } }))).toEqual([["discriminator-wins", 100]]);
  });

  it("mode collapse: of players alone", () => {
    const health = probed({ samples: { spread: 0.05, distinct: 0.02, coverage: 0 } });
    expect(named(playing, health)).toEqual([["mode-collapse", 100]]);
    expect(named([{ step: 1, losses: { vae: { total: 1 } } }], health)).toEqual([]);
  });

  it("posterior collapse, dead codes, an output that is stuck, copies", () => {
    expect(named([], probed({ codes: { active: 0, kl: 0.001 } }))).toEqual([["posterior-collapse", 100]]);
    expect(named([], probed({ codes: { active: 0.5, kl: 3 } }))).toEqual([]);
    // an autoencoder has no posterior
    expect(named([], probed({ codes: { active: 0 } }))).toEqual([]);
    expect(named([], probed({ codes: { used: 3, drawn: 500, all: 512 } }))).toEqual([["dead-codes", 100]]);
    expect(named([], probed({ codes: { used: 90, drawn: 100, all: 2048 } }))).toEqual([]);
    expect(named([], probed({ reconstructions: { spread: 0.001 } }))).toEqual([["output-stuck", 100]]);
    expect(named([], probed({ reconstructions: { spread: Number.NaN } }))).toEqual([["output-stuck", 100]]);
    // a network that learns nothing spreads as far as it did at the beginning
    expect(named([], probed({ reconstructions: { spread: 0.012 } }))).toEqual([["output-stuck", 100]]);
    const slow = [100, 200, 300, 400, 500].map((step) => ({
      ...{ step, phases: {}, probes: { reconstructions: { spread: step / 10_000 } } },
    }));
    expect(named([], slow)).toEqual([]);
    expect(named([], probed({ reconstructions: { spread: 0.2 } }))).toEqual([]);
    expect(named([], probed({ memory: { ratio: 0.1 } }))).toEqual([["memorised-examples", 100]]);
    expect(named([], probed({ memory: { ratio: 0.8 } }))).toEqual([]);
  });

  it("over-fitting: a test loss that rises by a twentieth, three times, while training falls, or stays far above it", () => {
    const log = (tests: readonly number[], last: number) =>
      tests.flatMap((total, i) => [
        { step: 10 * i + 5, losses: { vae: { total: i < 2 ? 10 : last } } },
        { step: 10 * i + 10, evaluation: { vae: { total, examples: 9 } } },
      ]);
    expect(named(log([12, 10, 10.6, 10.7, 10.8], 9.5), [])).toEqual([["over-fitting", 20]]);
    expect(named(log([12, 10, 10.4, 10.4, 10.4], 9.5), [])).toEqual([]);
    expect(named(log([12, 10, 10.6, 10.7], 9.5), [])).toEqual([]);
    expect(named(log([12, 10, 10.6, 10.7, 10.8], 30), [])).toEqual([]);
    // or stands still, a fifth above that of training
    expect(named(log([12, 10, 10, 10, 10], 5), [])).toEqual([["over-fitting", 20]]);
    expect(named(log([12, 11, 10, 9, 8], 3), [])).toEqual([]);
    // what a player pays depends on the other
    const played = log([12, 10, 10.6, 10.7, 10.8], 9.5).map((record) =>
      record.evaluation
        ? { ...record, evaluation: { ...record.evaluation, discriminator: { total: 1, real: 2, fake: 1 } } }
        : record,
    );
    expect(named(played, [])).toEqual([]);
    // a log-likelihood may be below 0
    expect(named(log([-8, -10, -9, -9, -9], 5), [])).toEqual([["over-fitting", 20]]);
  });

  it("a number that is not finite, before all else", () => {
    const failure = 'The term "total" of phase "vae" is NaN at step 700. Lower the learning rate.';
    const health = [...probed({ reconstructions: { spread: 0 } }), { step: 700, failure }];
    expect(diagnose({ log: [], health })[0]).toMatchObject({
      name: "not-finite",
      since: 700,
      evidence: 'The term "total" of phase "vae" is NaN at step 700',
    });
  });
});
