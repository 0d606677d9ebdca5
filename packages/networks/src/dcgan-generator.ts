import { type Rng, refuseUnknown, requireCounts, requireFunctions } from "@genlab/core";
import {
  type Activation,
  ConvTranspose2d,
  constantInitializer,
  Linear,
  normalInitializer,
  relu,
  reshapeTo,
  Sequential,
} from "@genlab/layers";
import { cropped, halvings } from "./halvings.js";
import { batchNormFor, type Norm } from "./norm.js";
import { requireLists } from "./require-lists.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export interface DcganGeneratorOptions {
  readonly latent: number;
  /** Channels before each transposed convolution; each doubles height and width, less a row or a column where the image's was odd. */
  readonly channels: readonly number[];
  /** `[height, width, channels]` of one image. */
  readonly shape: readonly number[];
  /** Size of the context's condition, of which batch norm takes its scale and shift. Default 0: no condition. */
  readonly condition?: number;
  /** Before each activation. Default: batch norm, of the condition where there is one. */
  readonly norm?: Norm;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, latent]` to `[batch, height, width, channels]` in [0, 1]: a linear layer and 4×4 transposed convolutions of stride 2, with a
 * norm and an activation before each of them, and `unitTanh` at the end. Weights start from N(0, 0.02²).
 *
 * Radford et al. 2015, https://arxiv.org/abs/1511.06434; for 64×64 images the paper has channels [1024, 512, 256, 128]
 *
 * @throws GenlabError for images too small to be halved so often, and for options that it does not have; the network, for noise of another
 * size.
 */
export function dcganGenerator(options: DcganGeneratorOptions, rng: Rng): Sequential {
  const { latent, channels, shape, condition = 0, norm = batchNormFor(condition), ...rest } = options;
  const { activation = relu, ...others } = rest;
  refuseUnknown("dcganGenerator", others, { latent, channels, shape, condition, norm, activation });
  requireLists("dcganGenerator", { channels });
  requireCounts("dcganGenerator", { condition }, 0);
  requireFunctions("dcganGenerator", { norm }, "(channels) => new BatchNorm({ channels })");
  const levels = halvings(shape, channels.length).toReversed();
  const [height, width, depth] = levels[0]!;
  const first = channels[0] ?? depth;
  const initializers = { weightInitializer: normalInitializer(), biasInitializer: constantInitializer(0) };
  const blocks = channels.flatMap((inputs, i) => {
    const sizes = { inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 };
    return [
      norm(inputs, rng.fork(`norm/${i}`)),
      activation,
      new ConvTranspose2d({ ...sizes, ...initializers }, rng.fork(`convolution/${i}`)),
      ...cropped(levels[i]!, levels[i + 1]!),
    ];
  });
  const linear = { inputs: latent, outputs: height * width * first, ...initializers };
  const layers = [new Linear(linear, rng.fork("linear")), reshapeTo([height, width, first]), ...blocks, unitTanh];
  return new Sequential(layers, { shape: [latent], name: "The generator", dataRange: generatedRange });
}
