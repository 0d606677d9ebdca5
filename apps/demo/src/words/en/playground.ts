import type { KindName, SettingName, SettingWord } from "../../plane/kinds/kinds.js";
import type { ChartName, LayerName } from "../../plane/layers.js";
import type { DataName } from "../../plane/plan.js";

const kinds: Readonly<Record<KindName, string>> = {
  ae: "Autoencoder",
  vae: "VAE",
  gan: "GAN",
  "wgan-gp": "WGAN-GP",
  "vae-gan": "VAE-GAN",
  weighted: "VAE + GAN",
  aae: "Adversarial AE",
  staged: "Staged AE+GAN",
};

const about: Readonly<Record<KindName, string>> = {
  ae: "Encodes a point and decodes it again. It has no samples: orange is what it makes of the data.",
  vae: "An autoencoder whose codes are little Gaussians, kept near a prior that can be sampled.",
  gan: "A generator learns to deceive a discriminator, which learns to tell its samples from data.",
  "wgan-gp": "A GAN whose critic measures a distance and is kept from being steep.",
  "vae-gan": "A VAE that compares pictures in the eyes of a GAN's discriminator.",
  weighted: "A VAE whose loss has a GAN's term besides, each with its weight.",
  aae: "An autoencoder whose codes a discriminator brings to the prior.",
  staged: "First an autoencoder, then its decoder in a GAN, then both together.",
};

const data: Readonly<Record<DataName, string>> = {
  ring: "Ring",
  grid: "Grid",
  moons: "Moons",
  "swiss-roll": "Roll",
  drawing: "Draw",
};

const layers: Readonly<Record<LayerName, string>> = {
  heat: "Judgement",
  grid: "Warped grid",
  data: "Data",
  samples: "Samples",
  arrows: "Gradients",
  ellipses: "Codes",
};

const layerHints: Readonly<Record<LayerName, string>> = {
  heat: "Blue where the model takes a point for data, orange where it does not: a discriminator's opinion, or an autoencoder's error.",
  grid: "A lattice of codes, and where the model puts it. Each cell has the same share of the samples: small cells are dense.",
  data: "Points that the model is to imitate.",
  samples: "Points that the model makes.",
  arrows: "How a sample would have to move to please the judge: what the generator learns from.",
  ellipses: "Where the encoder puts the data: one ellipse a point, in the small picture.",
};

const charts: Readonly<Record<ChartName, string>> = {
  losses: "Losses",
  terms: "Terms",
  quality: "Quality",
  gradients: "Gradients",
};

const settings: Readonly<Record<SettingName, string>> = {
  rate: "Learning rate",
  discriminatorRate: "Discriminator's rate",
  momentum: "Momentum (β₁)",
  latent: "Numbers in a code",
  width: "Units in a layer",
  depth: "Hidden layers",
  beta: "Weight of the KL (β)",
  warmUp: "Steps in which β rises",
  freeBits: "Free nats a code",
  noise: "Noise of the decoder",
  variance: "Variance of that noise",
  game: "Game",
  discriminatorSteps: "Discriminator's steps",
  penaltyWeight: "Gradient penalty",
  pack: "Samples judged at once",
  reconstructionShare: "Share of reconstruction",
  codes: "Codes",
  pretrainingSteps: "Steps as autoencoder",
  adversarialSteps: "Steps as GAN",
  reconstructionWeight: "Reconstruction later",
  adversarialWeight: "Weight of the GAN",
  featureWeight: "Feature matching later",
};

/** Words that a setting can have. */
const options: Readonly<Record<SettingWord, string>> = {
  "non-saturating": "Non-saturating",
  minimax: "Minimax",
  "least-squares": "Least squares",
  hinge: "Hinge",
  wasserstein: "Wasserstein",
  relativistic: "Relativistic",
  "relativistic-average": "Relativistic average",
  points: "Points",
  gaussians: "Gaussians",
  learned: "Learned",
  fixed: "Fixed",
};

/** Terms of losses by `phase/term`; others are shown as they are. */
const terms: Readonly<Record<string, string>> = {
  "autoencoder/total": "autoencoder",
  "vae/total": "total",
  "vae/kl": "KL",
  "encoder/kl": "KL",
  "encoder/similarity": "similarity",
  "decoder/adversarial": "adversarial",
  "discriminator/adversarial": "discriminator's game",
  "discriminator/penalty": "penalty",
  "generator/adversarial": "generator's game",
  "generator/features": "features",
  "generator/reconstruction": "reconstruction",
  "autoencoder/reconstruction": "reconstruction",
  "autoencoder/kl": "KL",
  "autoencoder/adversarial": "adversarial",
  "vae/reconstruction": "reconstruction",
  "discriminator/total": "discriminator",
  "generator/total": "generator",
  "encoder/total": "encoder",
  "decoder/total": "decoder",
  distance: "distance",
  modes: "modes found",
  highQuality: "on a mode",
};

export const playground = {
  title: "Generative models learning, side by side",
  lead: "All models see the same points in the same order. Change anything while they learn: the address has it all.",
  key: "Blue is data, and where a model takes a point for data. Orange is what the model makes, and where it takes a point for made. The space bar plays and pauses, → is one step.",
  kinds,
  about,
  data,
  layers,
  layerHints,
  charts,
  settings,
  options,
  terms,
  play: "Play",
  pause: "Pause",
  step: "One step",
  slow: "Slow motion",
  reset: "Start again",
  steps: "steps",
  controls: "Training",
  timeline: "Back in time",
  timelineAt: (step: number) => `Step ${step}`,
  dataTitle: "Data",
  seed: "Seed",
  otherSeed: "Another seed",
  batch: "Points in a batch",
  noise: "Width of the lines or modes",
  spacing: "Distance of the modes",
  layersTitle: "In the pictures",
  chartTitle: "Below the pictures",
  logScale: "Powers of ten",
  stepAt: (step: number) => `step ${step}`,
  drawHint: "Draw with the pointer, or take one of these.",
  drawings: { heart: "Heart", loops: "Loops", waves: "Waves" },
  clear: "Clear",
  pad: "A square to draw on",
  model: "Model",
  addModel: "Add a model",
  removeModel: (name: string) => `Remove ${name}`,
  moreSettings: "Settings",
  restarts: "starts again",
  saveRun: "Save run",
  saveTitle: "Keep",
  saveCurves: "Curves (CSV)",
  saveConfiguration: "Configuration (JSON)",
  saveGif: "Animation (GIF)",
  savingGif: (share: number) => `Animation ${Math.round(100 * share)} %`,
  copyLink: "Copy link",
  copied: "Copied",
  copyByHand: "It is in the address bar",
  speed: (milliseconds: string, engine: string) => `${milliseconds} ms/step · ${engine}`,
  tensors: (count: number) => `${count} tensors held`,
  chartOf: (chart: string, kind: string) => `${chart} of ${kind}`,
  layer: "Layer",
  norm: "Norm of the gradient",
  summary: (step: number, models: string) => `Step ${step}. ${models}`,
  summaryOf: (kind: string, sees: string) => `${kind}: ${sees}`,
};

export type PlaygroundWords = typeof playground;
