import {
  adam,
  adamW,
  chain,
  clipByGlobalNorm,
  clipByValue,
  clipWeights,
  rmsProp,
  sgd,
  type Transform,
} from "@genlab/optim";
import { type ConfigurationOf, make, type Recipe } from "./recipe.js";
import { createRate, rate } from "./schedules.js";
import { flag, number, type Settings, share } from "./settings.js";

const optimizer = <S extends Settings>(recipe: Recipe<S, [], Transform>) => recipe;

/** Settings that every optimizer has: limits on the gradient before, and on the parameters after; 0 for none. */
const clipping = {
  clipNorm: number(0, { min: 0 }),
  clipValue: number(0, { min: 0 }),
  clipWeights: number(0, { min: 0 }),
};

const adamSettings = {
  ...clipping,
  learningRate: rate(1e-3),
  beta1: share(0.9),
  beta2: share(0.999),
  epsilon: number(1e-8, { min: 0 }),
};

/** Optimizers by type. */
export const optimizers = {
  adam: optimizer({
    description: "Adam",
    settings: adamSettings,
    build: ({ learningRate, clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, adam({ ...options, learningRate: createRate(learningRate) })),
  }),
  adamw: optimizer({
    description: "Adam with decoupled weight decay",
    settings: { ...adamSettings, weightDecay: number(0.01, { min: 0 }) },
    build: ({ learningRate, clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, adamW({ ...options, learningRate: createRate(learningRate) })),
  }),
  sgd: optimizer({
    description: "Stochastic gradient descent, with momentum if asked",
    settings: { ...clipping, learningRate: rate(0.01), momentum: share(0), nesterov: flag(false) },
    build: ({ learningRate, clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, sgd({ ...options, learningRate: createRate(learningRate) })),
  }),
  rmsprop: optimizer({
    description: "RMSProp",
    settings: { ...clipping, learningRate: rate(0.01), alpha: share(0.99) },
    build: ({ learningRate, clipNorm, clipValue, clipWeights, ...options }) =>
      clipped({ clipNorm, clipValue, clipWeights }, rmsProp({ ...options, learningRate: createRate(learningRate) })),
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

function clipped({ clipNorm, clipValue, clipWeights: limit }: Clipping, transform: Transform): Transform {
  const transforms = [
    ...(clipValue > 0 ? [clipByValue(clipValue)] : []),
    ...(clipNorm > 0 ? [clipByGlobalNorm(clipNorm)] : []),
    transform,
    ...(limit > 0 ? [clipWeights(limit)] : []),
  ];
  return transforms.length > 1 ? chain(...transforms) : transform;
}
