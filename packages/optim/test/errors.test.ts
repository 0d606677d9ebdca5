import { GenlabError } from "@genlab/core";
import {
  adam,
  adamW,
  averageDecay,
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  constant,
  cosine,
  cyclical,
  exponential,
  inverseEpoch,
  linear,
  Optimizer,
  rmsProp,
  scaleBy,
  sgd,
  stepDecay,
  warmUp,
} from "@genlab/optim";
import { describe, expect, it } from "vitest";

const learningRate = 0.1;

describe("options", () => {
  it("are checked with a text that says which, what and what else", () => {
    expect(() => linear({ from: 1, to: 0, steps: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`steps\` of linear is 0. Expected a whole number from 1.]`,
    );
    expect(() => constant(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`value\` of constant is NaN. Expected a finite number.]`,
    );
    expect(() => stepDecay({ from: 1, factor: 0, every: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`factor\` of stepDecay is 0. Expected a finite number above 0.]`,
    );
    expect(() => cyclical({ from: 0, to: 1, period: 4, ramp: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: cyclical: ramp is 0, expected a share of the period above 0 and up to 1.]`,
    );
    expect(() => sgd({ learningRate: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`learningRate\` of sgd is -1. Expected a finite number, 0 or more.]`,
    );
    expect(() => sgd({ learningRate, nesterov: true })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: sgd: momentum is 0, expected a number above 0 with \`nesterov\`. Set \`momentum\`, such as 0.9.]`,
    );
    expect(() => adam({ learningRate, beta2: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`beta2\` of adam is 1. Expected a number from 0 to below 1.]`,
    );
  });

  it("are checked in every schedule", () => {
    for (const steps of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => linear({ from: 1, to: 0, steps })).toThrow(GenlabError);
      expect(() => cosine({ from: 1, steps })).toThrow(GenlabError);
      expect(() => stepDecay({ from: 1, factor: 0.5, every: steps })).toThrow(GenlabError);
      expect(() => exponential({ from: 1, factor: 0.5, every: steps })).toThrow(GenlabError);
      expect(() => inverseEpoch({ from: 1, stepsPerEpoch: steps })).toThrow(GenlabError);
      expect(() => warmUp({ steps, next: constant(1) })).toThrow(GenlabError);
      expect(() => cyclical({ from: 0, to: 1, period: steps })).toThrow(GenlabError);
    }
    for (const from of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => linear({ from, to: 0, steps: 1 })).toThrow(GenlabError);
      expect(() => linear({ from: 0, to: from, steps: 1 })).toThrow(GenlabError);
      expect(() => cosine({ from, steps: 1 })).toThrow(GenlabError);
      expect(() => cosine({ from: 1, to: from, steps: 1 })).toThrow(GenlabError);
      expect(() => stepDecay({ from, factor: 0.5, every: 1 })).toThrow(GenlabError);
      expect(() => exponential({ from, factor: 0.5 })).toThrow(GenlabError);
      expect(() => exponential({ from: 1, factor: from })).toThrow(GenlabError);
      expect(() => inverseEpoch({ from, stepsPerEpoch: 1 })).toThrow(GenlabError);
      expect(() => cyclical({ from, to: 1, period: 1 })).toThrow(GenlabError);
      expect(() => cyclical({ from: 0, to: from, period: 1 })).toThrow(GenlabError);
    }
    for (const ramp of [-1, 1.1, Number.NaN]) {
      expect(() => cyclical({ from: 0, to: 1, period: 1, ramp })).toThrow(GenlabError);
    }
    for (const decay of [-0.1, 1, Number.NaN]) expect(() => averageDecay(decay)).toThrow(GenlabError);
  });

  it("are checked in every transform", () => {
    for (const rate of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => adam({ learningRate: rate })).toThrow(GenlabError);
      expect(() => adamW({ learningRate: rate })).toThrow(GenlabError);
      expect(() => adamW({ learningRate, weightDecay: rate })).toThrow(GenlabError);
      expect(() => adam({ learningRate, epsilon: rate })).toThrow(GenlabError);
      expect(() => rmsProp({ learningRate: rate })).toThrow(GenlabError);
      expect(() => rmsProp({ learningRate, epsilon: rate })).toThrow(GenlabError);
    }
    for (const share of [-0.1, 1, Number.NaN]) {
      expect(() => sgd({ learningRate, momentum: share })).toThrow(GenlabError);
      expect(() => adam({ learningRate, beta1: share })).toThrow(GenlabError);
      expect(() => adam({ learningRate, beta2: share })).toThrow(GenlabError);
      expect(() => rmsProp({ learningRate, alpha: share })).toThrow(GenlabError);
    }
    for (const limit of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      for (const clip of [clipByValue, clipByNorm, clipByGlobalNorm]) expect(() => clip(limit)).toThrow(GenlabError);
    }
    expect(() => scaleBy(Number.NaN)).toThrow(GenlabError);
  });
});

describe("options that nothing reads", () => {
  const next = constant(1);
  const calls: Readonly<Record<string, (wrong: object) => unknown>> = {
    adam: (wrong) => adam({ learningRate, ...wrong }),
    adamW: (wrong) => adamW({ learningRate, weightDecay: 0.1, ...wrong }),
    rmsProp: (wrong) => rmsProp({ learningRate, ...wrong }),
    sgd: (wrong) => sgd({ learningRate, ...wrong }),
    cosine: (wrong) => cosine({ from: 1, steps: 1, ...wrong }),
    cyclical: (wrong) => cyclical({ from: 0, to: 1, period: 1, ...wrong }),
    exponential: (wrong) => exponential({ from: 1, factor: 0.5, ...wrong }),
    inverseEpoch: (wrong) => inverseEpoch({ from: 1, stepsPerEpoch: 1, ...wrong }),
    linear: (wrong) => linear({ from: 1, to: 0, steps: 1, ...wrong }),
    stepDecay: (wrong) => stepDecay({ from: 1, factor: 0.5, every: 1, ...wrong }),
    warmUp: (wrong) => warmUp({ steps: 1, next, ...wrong }),
  };

  it.each(Object.keys(calls))("are refused by %s", (name) => {
    const call = calls[name]!;
    call({});
    expect(() => call({ unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
  });

  it("are refused with what may have been meant", () => {
    expect(() => adam({ learningRate, beta_1: 0.5 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: adam has no option "beta_1". Did you mean "beta1"? Known options: beta1, beta2, epsilon, learningRate.]`,
    );
    expect(() => adamW({ learningRate, weightdecay: 0.1 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: adamW has no option "weightdecay". Did you mean "weightDecay"? Known options: beta1, beta2, decay, epsilon, learningRate, weightDecay.]`,
    );
  });
});

describe("what is of another kind", () => {
  it("is refused", () => {
    expect(() => warmUp({ steps: 1, next: 1e-3 as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`next\` of warmUp is 0.001. Expected a function, such as constant(1e-3).]`,
    );
    expect(() => adamW({ learningRate, decay: 0.1 as never })).toThrow(GenlabError);
    expect(() => adam({ learningRate: "1e-3" as never })).toThrow(GenlabError);
    expect(() => chain([clipByNorm(1), sgd({ learningRate })] as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: chain got [{},{}]. Expected a transform, such as adam({ learningRate: 1e-3 }), or chain(first, second) of two.]`,
    );
    expect(() => new Optimizer(undefined as never, new Map())).toThrow(GenlabError);
  });
});
