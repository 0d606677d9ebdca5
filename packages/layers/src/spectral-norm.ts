import {
  type Buffer,
  buffer,
  type Context,
  GenlabError,
  type Layer,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireRng,
} from "@genlab/core";
import { div, engine, matMul, maximum, mul, norm, reshape, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { requireWeight, type WeightedLayer, withWeight } from "./weighted-layer.js";

export interface SpectralNormOptions {
  readonly layer: WeightedLayer;
  /** Power iterations a forward pass in training. Default 1. */
  readonly iterations?: number;
}

/**
 * A layer whose weight is divided by its largest singular value, `W / σ` with `σ = left W rightᵀ`, where `W` has the shape
 * `[product of the leading sizes, last size]`. Miyato et al. 2018, https://arxiv.org/abs/1802.05957
 *
 * A forward pass in training moves `left` and `right` by power iteration; the gradient goes through `σ` with both held fixed.
 *
 * @example
 * ```ts
 * import { createContext, createRng, Linear, SpectralNorm } from "genlab";
 *
 * const rng = createRng(1);
 * const layer = new SpectralNorm({ layer: new Linear({ inputs: 4, outputs: 2 }, rng) }, rng);
 * console.log(layer.forward(rng.normal([3, 4]), createContext({ rng })).shape); // [3, 2]
 * ```
 */
export class SpectralNorm implements Layer {
  readonly layer: WeightedLayer;
  readonly left: Buffer;
  readonly right: Buffer;
  readonly iterations: number;

  /**
   * @throws GenlabError for a layer without weight, or with one that is all zeros, which has no singular value to divide by (where it can
   * be read at once), and for options that it does not have.
   */
  constructor({ layer, iterations = 1, ...others }: SpectralNormOptions, rng: Rng) {
    refuseUnknown("SpectralNorm", others, { layer, iterations });
    requireCounts("SpectralNorm", { iterations });
    requireWeight("SpectralNorm", layer);
    requireRng("SpectralNorm", rng);
    requireNotZero(layer.weight);
    this.layer = layer;
    this.iterations = iterations;
    const columns = layer.weight.shape.at(-1)!;
    this.left = buffer(() => normalize(rng.normal([1, layer.weight.size / columns])));
    this.right = buffer(() => normalize(rng.normal([1, columns])));
    this.iterate(FIRST_ITERATIONS);
  }

  forward(x: Tensor, context: Context): Tensor {
    const { layer, left, right } = this;
    if (context.training) this.iterate(this.iterations);
    // read from the buffers, the vectors are constants to the gradient
    const sigma = sum(mul(matMul(left, this.matrix()), right));
    return withWeight(layer, div(layer.weight, sigma)).forward(x, context);
  }

  private matrix(): Tensor {
    const { weight } = this.layer;
    return reshape(weight, [-1, weight.shape.at(-1)!]);
  }

  private iterate(count: number): void {
    tidy(() => {
      const matrix = this.matrix();
      for (let i = 0; i < count; i++) {
        this.left.assign(normalize(matMul(this.right, matrix, false, true)));
        this.right.assign(normalize(matMul(this.left, matrix)));
      }
    });
  }
}

/** Throws for a weight of zeros, of which every output would be NaN. */
function requireNotZero(weight: Tensor): void {
  if (valuesAtHand(weight)?.every((value) => value === 0) !== true) return;
  throw new GenlabError(
    "The weight of SpectralNorm's layer is all zeros, and so is its largest singular value. Give the layer a `weightInitializer` that draws.",
  );
}

function valuesAtHand(x: Tensor): Float32Array | undefined {
  const owner = engine().state.tensorInfo.get(x.dataId)?.backend;
  try {
    return owner?.readSync(x.dataId) as Float32Array | undefined;
  } catch {
    return undefined; // on a device that cannot be read at once
  }
}

/** So many at the start give a bound from the first step on, as in PyTorch. */
const FIRST_ITERATIONS = 15;

function normalize(x: Tensor): Tensor {
  return div(x, maximum(norm(x), 1e-12));
}
