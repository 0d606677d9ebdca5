import { type Rng, refuseUnknown, requireBooleans, requireCounts, requireFunctions } from "@genlab/core";
import {
  type Activation,
  constantInitializer,
  glorotUniform,
  relu,
  reshapeTo,
  SelfAttention2d,
  Sequential,
  upBlock,
} from "@genlab/layers";
import { evenHalvings } from "./halvings.js";
import { layerMakers } from "./layer-makers.js";
import { batchNormFor, type Norm } from "./norm.js";
import { requireLists } from "./require-lists.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export interface ResidualGeneratorOptions {
  readonly latent: number;
  /** Channels before each block; each doubles height and width. The last block keeps its channels. */
  readonly channels: readonly number[];
  /** `[height, width, channels]` of one image. */
  readonly shape: readonly number[];
  /** Size of the context's condition, of which batch norm takes its scale and shift. Default 0: no condition. */
  readonly condition?: number;
  /** Default: batch norm, of the condition where there is one. */
  readonly norm?: Norm;
  /** Whether self-attention stands before the last block, at half the height and width. Default false. */
  readonly attention?: boolean;
  /** Whether spectral norm holds linear layers and convolutions, as in SAGAN. Default false. */
  readonly spectralNorm?: boolean;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, latent]` to `[batch, height, width, channels]` in [0, 1]: a linear layer, an `upBlock` for each of `channels`, norm, activation, a
 * 3×3 convolution and `unitTanh`.
 *
 * Miyato et al. 2018 (SNGAN), https://arxiv.org/abs/1802.05957; attention: Zhang et al. 2018 (SAGAN), https://arxiv.org/abs/1805.08318
 *
 * @throws GenlabError for images that cannot be halved so often without rest, and for options that it does not have; the network, for noise of
 * another size.
 */
export function residualGenerator(options: ResidualGeneratorOptions, rng: Rng): Sequential {
  const { latent, channels, shape, condition = 0, norm = batchNormFor(condition), ...rest } = options;
  const { attention = false, spectralNorm = false, activation = relu, ...others } = rest;
  const known = { latent, channels, shape, condition, norm, attention, spectralNorm, activation };
  refuseUnknown("residualGenerator", others, known);
  requireLists("residualGenerator", { channels });
  requireCounts("residualGenerator", { condition }, 0);
  requireBooleans("residualGenerator", { attention, spectralNorm });
  requireFunctions("residualGenerator", { norm }, "(channels) => new BatchNorm({ channels })");
  const [height, width, depth] = evenHalvings(shape, channels.length);
  const [first = depth, last = depth] = [channels[0], channels.at(-1)];
  const { convolution, linear } = layerMakers({
    spectralNorm,
    weightInitializer: glorotUniform,
    biasInitializer: constantInitializer(0),
  });
  const blocks = channels.flatMap((inputs, i) => {
    const block = upBlock(
      { inputs, outputs: channels[i + 1] ?? inputs, norm, activation, convolution },
      rng.fork(`block/${i}`),
    );
    return attention && i === channels.length - 1
      ? [new SelfAttention2d({ channels: inputs, linear }, rng.fork("attention")), block]
      : [block];
  });
  const layers = [
    linear({ inputs: latent, outputs: height * width * first }, rng.fork("linear")),
    reshapeTo([height, width, first]),
    ...blocks,
    norm(last, rng.fork("norm")),
    activation,
    convolution({ inputs: last, outputs: depth, kernel: 3 }, rng.fork("convolution")),
    unitTanh,
  ];
  return new Sequential(layers, { shape: [latent], name: "The generator", dataRange: generatedRange });
}
