import { GenlabError } from "@genlab/core";
import {
  averageDecay,
  constant,
  cosine,
  cyclical,
  exponential,
  inverseEpoch,
  linear,
  stepDecay,
  warmRestarts,
  warmUp,
} from "@genlab/optim";
import { describe, expect, it } from "vitest";
import torch from "./fixtures/torch.json" with { type: "json" };

const schedules = {
  linear: linear({ from: 0.1, to: 0.02, steps: 8 }),
  cosine: cosine({ from: 0.1, to: 0.01, steps: 12 }),
  warmRestarts: warmRestarts({ from: 0.1, to: 0.01, steps: 3, factor: 2 }),
  stepDecay: stepDecay({ from: 0.1, factor: 0.5, every: 5 }),
  exponential: exponential({ from: 0.1, factor: 0.8 }),
  inverseEpoch: inverseEpoch({ from: 0.1, stepsPerEpoch: 4 }),
  warmUp: warmUp({ steps: 4, next: exponential({ from: 0.1, factor: 0.8 }) }),
};

describe("schedules", () => {
  // twelve steps of PyTorch's schedulers, see fixtures/make.py
  it.each(Object.entries(schedules))("%s follows PyTorch", (name, schedule) => {
    const expected = torch.schedules[name as keyof typeof schedules];
    for (const [step, value] of expected.entries()) expect(schedule(step)).toBeCloseTo(value, 12);
  });

  it("constant is the same at every step", () => {
    expect([0, 7].map(constant(0.3))).toEqual([0.3, 0.3]);
  });

  it("cosine goes to 0 and stays there", () => {
    const schedule = cosine({ from: 1, steps: 4 });
    expect(schedule(2)).toBeCloseTo(0.5, 12);
    expect([schedule(4), schedule(5), schedule(8)]).toEqual([0, 0, 0]);
  });

  it("exponential multiplies once in `every` steps", () => {
    const schedule = exponential({ from: 8, factor: 0.25, every: 2 });
    expect([0, 1, 2].map(schedule)).toEqual([8, 4, 2]);
  });

  // by hand from equations 7 and 8 of https://arxiv.org/abs/1903.10145
  it("cyclical rises for a share of each period", () => {
    const weight = cyclical({ from: 0, to: 2, period: 8 });
    expect(Array.from({ length: 10 }, (_, step) => weight(step))).toEqual([0, 0.5, 1, 1.5, 2, 2, 2, 2, 0, 0.5]);
    const always = cyclical({ from: 1, to: 0, period: 4, ramp: 1 });
    expect([0, 1, 2, 3, 4].map(always)).toEqual([1, 0.75, 0.5, 0.25, 1]);
  });

  // by hand from equation 5 of https://arxiv.org/abs/1608.03983: periods of 4, 8, 16, … steps, or of 4 each
  it("warm restarts begin half a cosine again and again", () => {
    const longer = warmRestarts({ from: 3, to: 1, steps: 4, factor: 2 });
    for (const start of [0, 4, 12, 28]) expect(longer(start)).toBe(3);
    for (const middle of [2, 8, 20, 44]) expect(longer(middle)).toBeCloseTo(2, 12);
    expect([longer(1), longer(10), longer(27)]).toEqual([
      expect.closeTo(2 + Math.SQRT1_2, 12),
      expect.closeTo(2 - Math.SQRT1_2, 12),
      expect.closeTo(2 + Math.cos((15 / 16) * Math.PI), 12),
    ]);
    const equal = warmRestarts({ from: 3, steps: 4 });
    expect([0, 4, 4_000_000].map(equal)).toEqual([3, 3, 3]);
    expect(equal(6)).toBeCloseTo(1.5, 12);
    for (const wrong of [{ steps: 0 }, { steps: 4, factor: 1.5 }, { steps: 4, from: Number.NaN }])
      expect(() => warmRestarts({ from: 1, ...wrong })).toThrow(GenlabError);
  });

  it("averageDecay rises to its limit", () => {
    const decay = averageDecay(0.9);
    expect([decay(0), decay(8), decay(80), decay(10_000)]).toEqual([0.1, 0.5, 0.9, 0.9]);
  });
});
