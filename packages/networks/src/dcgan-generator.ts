import type { Rng } from "@genlab/core";
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
import { halvings } from "./convolutional.js";
import { batchNormFor, type Norm } from "./norm.js";
import { unitTanh } from "./unit-tanh.js";

export interface DcganGeneratorOptions {
  readonly latent: number;
  /** Channels before each transposed convolution; each doubles height and width. */
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
 */
export function dcganGenerator(options: DcganGeneratorOptions, rng: Rng): Sequential {
  const { latent, channels, shape, condition = 0, norm = batchNormFor(condition), activation = relu } = options;
  const [height, width, depth] = halvings(shape, channels.length);
  const first = channels[0] ?? depth;
  const initializers = { weightInitializer: normalInitializer(), biasInitializer: constantInitializer(0) };
  const blocks = channels.flatMap((inputs, i) => {
    const sizes = { inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 };
    return [
      norm(inputs, rng.fork(`norm/${i}`)),
      activation,
      new ConvTranspose2d({ ...sizes, ...initializers }, rng.fork(`convolution/${i}`)),
    ];
  });
  const linear = { inputs: latent, outputs: height * width * first, ...initializers };
  return new Sequential([
    new Linear(linear, rng.fork("linear")),
    reshapeTo([height, width, first]),
    ...blocks,
    unitTanh,
  ]);
}
