import { flag, rate, type Settings, share, weight } from "@genlab/core";
import { adam, adamW, clipByGlobalNorm, clipByValue, clipWeights, rmsProp, sgd, type Transform } from "@genlab/optim";
import type { ConfigurationOf } from "./configuration-of.js";
import { make } from "./make.js";
import type { Recipe } from "./recipe.js";

const optimizer = <S extends Settings>(recipe: Recipe<S, [], Transform>) => recipe;

/** Settings that every optimizer has: limits on the gradient before, and on the parameters after; 0 for none. */
const clipping = {
  clipNorm: weight("The most that the norm of all gradients together may be; 0: as it is.", { default: 0 }),
  clipValue: weight("The most that each number of a gradient may be; 0: as it is.", { default: 0 }),
  clipWeights: weight("The most that each parameter may be after a step; 0: as it is.", { default: 0 }),
};

const learningRate = (byDefault: number) => rate("Size of a step.", { default: byDefault });

const adamSettings = {
  ...clipping,
  learningRate: learningRate(1e-3),
  beta1: share("Decay of the mean of gradients.", { default: 0.9 }),
  beta2: share("Decay of the mean of their squares.", { default: 0.999 }),
  epsilon: weight("What is added to the root of that mean.", { default: 1e-8 }),
};

/** Optimizers by type. */
export const optimizers = {
  adam: optimizer({
    description: "Adam",
    settings: adamSettings,
    build: ({ clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, adam(options)),
  }),
  adamw: optimizer({
    description: "Adam with decoupled weight decay",
    settings: {
      ...adamSettings,
      weightDecay: weight("Share of each parameter that a step of the rate 1 takes away.", { default: 0.01 }),
    },
    build: ({ clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, adamW(options)),
  }),
  sgd: optimizer({
    description: "Stochastic gradient descent, with momentum if asked",
    settings: {
      ...clipping,
      learningRate: learningRate(0.01),
      momentum: share("Share of the last step that goes on.", { default: 0 }),
      nesterov: flag("Whether gradients are those of where momentum leads.", { default: false }),
    },
    build: ({ clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, sgd(options)),
  }),
  rmsprop: optimizer({
    description: "RMSProp",
    settings: {
      ...clipping,
      learningRate: learningRate(0.01),
      alpha: share("Decay of the mean of squared gradients.", { default: 0.99 }),
    },
    build: ({ clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, rmsProp(options)),
  }),
} as const;

/** `{ type: "adam", learningRate: 0.001, clipNorm: 1 }` */
export type OptimizerConfiguration = ConfigurationOf<typeof optimizers>;

/**
 * Makes a gradient transform from JSON.
 *
 * @throws GenlabError for an unknown type or a bad setting, with what is known.
 */
export function createOptimizer(configuration: OptimizerConfiguration): Transform {
  return make("optimizer", optimizers, configuration);
}

interface Clipping {
  readonly clipNorm: number;
  readonly clipValue: number;
  readonly clipWeights: number;
}

/** Limits keep nothing of the steps before: the state is the optimizer's alone, so that a run that goes on may have others. */
function clipped({ clipNorm, clipValue, clipWeights: limit }: Clipping, transform: Transform): Transform {
  const transforms = [
    ...(clipValue > 0 ? [clipByValue(clipValue)] : []),
    ...(clipNorm > 0 ? [clipByGlobalNorm(clipNorm)] : []),
    transform,
    ...(limit > 0 ? [clipWeights(limit)] : []),
  ];
  return {
    init: transform.init,
    update: (updates, state, parameters, context) =>
      transforms.reduce((current, one) => one.update(current, state, parameters, context), updates),
  };
}
