import { type Buffer, buffer, type Context, type Layer, type Rng, requireCounts } from "@genlab/core";
import { div, matMul, maximum, mul, norm, reshape, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { type WeightedLayer, withWeight } from "./weighted-layer.js";

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
 */
export class SpectralNorm implements Layer {
  readonly layer: WeightedLayer;
  readonly left: Buffer;
  readonly right: Buffer;
  readonly iterations: number;

  constructor({ layer, iterations = 1 }: SpectralNormOptions, rng: Rng) {
    requireCounts("SpectralNorm", { iterations });
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

/** So many at the start give a bound from the first step on, as in PyTorch. */
const FIRST_ITERATIONS = 15;

function normalize(x: Tensor): Tensor {
  return div(x, maximum(norm(x), 1e-12));
}
