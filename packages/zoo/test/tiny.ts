import type { Setting } from "@genlab/core";
import { type ModelConfiguration, models } from "@genlab/zoo";

const small: Readonly<Record<string, unknown>> = { latent: 2, hidden: [5], channels: [2, 3] };

/** More than this are many for a test: vectors, components, steps of a stage. */
const MANY = 4;

/** A setting at a size for tests, unless its default is one. */
function sizeFor(name: string, { kind, ...setting }: Setting): unknown {
  if (Object.hasOwn(small, name)) return small[name];
  const byDefault = "default" in setting ? setting.default : undefined;
  if (name === "pack") return (byDefault as number) > 1 ? 2 : undefined; // which divides four
  if (kind.type === "numbers") return Array.isArray(byDefault) && byDefault.length === 0 ? undefined : [4];
  if (kind.type !== "number" || !kind.isWhole) return undefined;
  return byDefault === undefined || (byDefault as number) > MANY ? 3 : undefined;
}

/** Examples for all of them: four of three classes at the most. */
export const shape = [4, 4, 1];

const types = Object.keys(models) as ModelConfiguration["type"][];

function made<T extends ModelConfiguration["type"]>(type: T, settings: object = {}): ModelConfiguration {
  const sizes = Object.entries<Setting>(models[type].settings).map(([name, setting]) => [name, sizeFor(name, setting)]);
  const chosen = sizes.filter(([, size]) => size !== undefined);
  return { type, ...Object.fromEntries(chosen), ...settings } as ModelConfiguration;
}

/** Every recipe of the zoo at a size for tests, by its type. */
export const tiny = types.map((type) => [type, made(type)] as const);

/** What recipes can be besides, and other code than their defaults run. */
export const variants: readonly (readonly [name: string, configuration: ModelConfiguration])[] = [
  [
    "gan, residual with attention",
    made("gan", { network: "residual", attention: true, generatorSpectralNorm: true, channels: [2], game: "hinge" }),
  ],
  ["gan, spectral norm", made("gan", { spectralNorm: "on" })],
  ["gan, label smoothing", made("gan", { labelSmoothing: 0.1, network: "dense" })],
  ["gan, projection", made("gan", { classes: 3 })],
  ["gan, auxiliary classifier", made("gan", { classes: 3, auxiliaryWeight: 1 })],
  ["gan, pack", made("gan", { pack: 2 })],
  ["gan, DRAGAN", made("gan", { penalty: "dragan", network: "dense" })],
  ["gan, R1", made("gan", { penalty: "r1", network: "dense" })],
  ["gan, R2", made("gan", { penalty: "r2", network: "dense" })],
  [
    "gan, R1 and R2 by a schedule",
    made("gan", { penalty: "r1-r2", penaltyWeight: { type: "linear", from: 1, to: 0.5, steps: 5 }, network: "dense" }),
  ],
  ["gan, augmentation", made("gan", { augmentation: true })],
  ["gan, relativistic", made("gan", { game: "relativistic" })],
  ["gan, relativistic to the mean", made("gan", { game: "relativistic-average" })],
  ["gan, maxout", made("gan", { pieces: 2, network: "dense" })],
  ["wgan-gp, one-sided", made("wgan-gp", { penalty: "one-sided-wasserstein", network: "dense" })],
  ["wgan-gp, convolutional", made("wgan-gp", { channels: [6] })],
  ["r3-gan, conditional with augmentation", made("r3-gan", { classes: 3, blocks: 2, augmentation: "on" })],
  ["vae, residual", made("vae", { network: "residual" })],
  ["vq-vae, residual", made("vq-vae", { network: "residual" })],
  ["vae-gan, residual", made("vae-gan", { network: "residual" })],
  ["vae, continuous Bernoulli", made("vae", { likelihood: "continuous-bernoulli" })],
  ["iwae, DReG", made("iwae", { estimator: "dreg" })],
  ["beta-tc-vae, stratified", made("beta-tc-vae", { sampling: "stratified" })],
  ["dip-vae, codes", made("dip-vae", { covariance: "codes" })],
  ["info-vae, Gaussian kernel", made("info-vae", { kernel: "gaussian" })],
  ["regularized-autoencoder, weight decay", made("regularized-autoencoder", { regularizer: "weight-decay" })],
  ["sparse-autoencoder, absolute", made("sparse-autoencoder", { sparsity: "absolute" })],
  ["vq-vae, dense", made("vq-vae", { network: "dense", places: 2 })],
  ["vq-vae, finite scalars", made("vq-vae", { quantizer: "finite-scalar", levels: [4, 3] })],
  ["autoregressive-vq-vae, finite scalars", made("autoregressive-vq-vae", { quantizer: "finite-scalar" })],
  ["vq-gan, finite scalars", made("vq-gan", { quantizer: "finite-scalar", levels: [4, 3] })],
  ["vq-vae, equivariance", made("vq-vae", { equivariance: 0.5, channels: [3] })],
  ["vq-gan, equivariance", made("vq-gan", { equivariance: 0.5, channels: [3], start: 0 })],
  ["adversarial-autoencoder, stochastic", made("adversarial-autoencoder", { stochastic: true })],
  ["adversarial-autoencoder, noise", made("adversarial-autoencoder", { posteriorNoise: 2 })],
  [
    "adversarial-autoencoder, dense with noise",
    made("adversarial-autoencoder", { posteriorNoise: 2, network: "dense" }),
  ],
  ["ebgan, margin", made("ebgan", { unit: "one", margin: 10, pullAwayWeight: 0.1 })],
  ["bi-gan, stochastic", made("bi-gan", { stochastic: true })],
  ["veegan, deterministic", made("veegan", { stochastic: false })],
  ["vae-gan, least squares", made("vae-gan", { game: "least-squares" })],
  ["weighted-vae-gan, no batch norm", made("weighted-vae-gan", { batchNorm: "off" })],
  ["drifting-autoencoder, codes of batches before", made("drifting-autoencoder", { remembered: 6 })],
  [
    "autoencoder-in-gan, dense without batch norm",
    made("autoencoder-in-gan", { batchNorm: "off", discriminatorBatchNorm: "off", network: "dense" }),
  ],
];
