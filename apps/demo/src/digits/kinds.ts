import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import { type LiveName, liveField } from "./setting-change.js";

/** What a kind is made with. */
export interface KindValues {
  readonly network: "dense" | "convolutional";
  readonly latent: number;
  readonly width: number;
  readonly beta: number;
  readonly noise: number;
  /** Classes in the data; 0 where nobody knows them. */
  readonly classes: number;
}

/** A loss that is drawn: `PHASE/TERM`, and which of the page's words and colours it has. */
export interface Term {
  readonly path: string;
  readonly name: "reconstruction" | "kl" | "generator" | "discriminator";
}

/** A kind of model, as this page trains it. */
export interface Kind {
  /** Where its settings start. Default of `beta`: that of the zoo. */
  readonly own: { readonly latent: number; readonly rate: number; readonly beta?: number };
  /** Which settings of a running model it has besides rate and batch size. */
  readonly live: readonly LiveName[];
  readonly terms: readonly Term[];
  readonly encodes: boolean;
  /** Whether it has a prior to draw from. */
  readonly samples: boolean;
  /** Whether it must be told the classes. */
  readonly needsClasses: boolean;
  model(values: KindValues): ModelConfiguration;
  optimizer(rate: number): OptimizersConfiguration;
  /** Decay of the moving average that is looked at. Default: none is kept. */
  readonly average?: number;
}

const adam = (learningRate: number): OptimizersConfiguration => ({ type: "adam", learningRate });
/** Momentum that suits two players. Radford et al. 2015, https://arxiv.org/abs/1511.06434 */
const nimbleAdam = (learningRate: number): OptimizersConfiguration => ({ type: "adam", learningRate, beta1: 0.5 });

/** A code of two numbers wants a narrow layer beside it, or the plane folds. */
const coders = ({ network, latent, width }: KindValues) => ({
  ...{ network, latent, channels: [width / 8, width / 4].map(atLeastFour) },
  hidden: latent > 2 ? [width] : [width, atLeastFour(width / 4)],
});

const atLeastFour = (channels: number) => Math.max(4, Math.round(channels));

/**
 * Grey levels are no coin tosses: a Gaussian of so small a variance keeps strokes sharp, where the Bernoulli likelihood puts most of its
 * nats into the greys themselves.
 */
const sharp = { likelihood: "gaussian", variance: 0.03 } as const;

const ofVae: readonly Term[] = [
  { path: "vae/reconstruction", name: "reconstruction" },
  { path: "vae/kl", name: "kl" },
];

const variational = {
  encodes: true,
  samples: true,
  needsClasses: false,
  terms: ofVae,
  live: ["beta"],
  optimizer: adam,
} as const;

const plain = {
  own: { latent: 2, rate: 3e-3 },
  encodes: true,
  samples: false,
  needsClasses: false,
  terms: [{ path: "autoencoder/total", name: "reconstruction" }],
  live: [],
  optimizer: adam,
} as const;

const kinds = {
  vae: {
    ...variational,
    own: { latent: 2, rate: 3e-3 },
    live: [],
    model: (values) => ({ type: "vae", ...coders(values), ...sharp }),
  },
  "beta-vae": {
    ...variational,
    own: { latent: 8, rate: 3e-3, beta: 4 },
    model: (values) => ({ type: "vae", ...coders(values), ...sharp, beta: values.beta }),
  },
  "conditional-vae": {
    ...variational,
    own: { latent: 2, rate: 3e-3 },
    needsClasses: true,
    model: (values) => {
      const { beta, classes, width } = values;
      const hidden = [width]; // with a layer more, the classes alone are learned long before the codes
      return { type: "conditional-vae", ...coders(values), hidden, ...sharp, beta, classes: Math.max(1, classes) };
    },
  },
  autoencoder: { ...plain, model: (values) => ({ type: "autoencoder", ...coders(values) }) },
  "denoising-autoencoder": {
    ...plain,
    own: { ...plain.own, latent: 16 },
    live: ["noise"],
    model: (values) => ({ type: "denoising-autoencoder", ...coders(values), level: values.noise }),
  },
  gan: {
    own: { latent: 8, rate: 1e-3 },
    live: [],
    terms: [
      { path: "generator/total", name: "generator" },
      { path: "discriminator/total", name: "discriminator" },
    ],
    encodes: false,
    samples: true,
    needsClasses: false,
    model: ({ network, latent, width }) => ({
      ...{ type: "gan", network, latent, hidden: [Math.round(width / 2), width] },
      channels: [width / 8, width / 4].map(atLeastFour),
    }),
    optimizer: nimbleAdam,
    average: 0.98,
  },
  "vae-gan": {
    own: { latent: 8, rate: 2e-3 },
    live: ["beta"],
    terms: [
      { path: "autoencoder/reconstruction", name: "reconstruction" },
      { path: "autoencoder/kl", name: "kl" },
      { path: "discriminator/total", name: "discriminator" },
    ],
    encodes: true,
    samples: true,
    needsClasses: false,
    model: (values) => {
      const weights = { reconstructionWeight: 0.5 / sharp.variance, beta: values.beta, adversarialWeight: 2 };
      return { type: "weighted-vae-gan", ...coders(values), batchNorm: "off", ...weights };
    },
    optimizer: nimbleAdam,
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** Kinds of model, in the order of the page. */
export const modelNames = Object.keys(kinds) as readonly ModelName[];

export type ModelName = keyof typeof kinds;

export const kindOf = (name: ModelName): Kind => kinds[name];

export const ownSettings = (name: ModelName): Required<Kind["own"]> => ({
  beta: liveField("beta").initial,
  ...kinds[name].own,
});
