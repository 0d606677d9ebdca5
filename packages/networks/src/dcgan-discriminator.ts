import type { Rng } from "@genlab/core";
import {
  type Activation,
  constantInitializer,
  flatten,
  identity,
  leakyRelu,
  normalInitializer,
  Sequential,
} from "@genlab/layers";
import { halvings } from "./convolutional.js";
import { discriminatorHead, type JudgementOptions } from "./discriminator-head.js";
import { layerMakers } from "./layer-makers.js";
import { batchNormFor, type Norm } from "./norm.js";
import { toSigned } from "./signed.js";

export interface DcganDiscriminatorOptions extends JudgementOptions {
  /** `[height, width, channels]` of one image. */
  readonly shape: readonly number[];
  /** Channels after each convolution; each halves height and width. */
  readonly channels: readonly number[];
  /**
   * Before each activation but the first. Default: batch norm, or none under spectral norm. A gradient penalty needs one that keeps
   * examples apart: a `GroupNorm` of one group, say.
   */
  readonly norm?: Norm;
  /** Whether spectral norm holds every layer Lipschitz. Miyato et al. 2018, https://arxiv.org/abs/1802.05957. Default false. */
  readonly spectralNorm?: boolean;
  /** Default `leakyRelu()`. */
  readonly activation?: Activation;
}

/**
 * `[batch, height, width, channels]` in [0, 1], moved to [−1, 1], to `[batch, outputs]`: 4×4 convolutions of stride 2 and a linear
 * layer. Weights start from N(0, 0.02²).
 *
 * Radford et al. 2015, https://arxiv.org/abs/1511.06434; for 64×64 images its code has channels [64, 128, 256, 512]
 */
export function dcganDiscriminator(options: DcganDiscriminatorOptions, rng: Rng): Sequential {
  const { shape, channels, spectralNorm = false, activation = leakyRelu(), ...rest } = options;
  const { norm = spectralNorm ? () => identity : batchNormFor(0), ...judgement } = rest;
  const [height, width, depth] = halvings(shape, channels.length);
  const { convolution, linear } = layerMakers({
    spectralNorm,
    weightInitializer: normalInitializer(),
    biasInitializer: constantInitializer(0),
  });
  const blocks = channels.flatMap((outputs, i) => {
    const between = i === 0 ? identity : norm(outputs, rng.fork(`norm/${i}`));
    const sizes = { inputs: channels[i - 1] ?? depth, outputs, kernel: 4, stride: 2 };
    return [convolution(sizes, rng.fork(`convolution/${i}`)), between, activation];
  });
  const inputs = height * width * (channels.at(-1) ?? depth);
  const head = discriminatorHead({ inputs, linear, ...judgement }, rng.fork("linear"));
  return new Sequential([toSigned, ...blocks, flatten, head]);
}
