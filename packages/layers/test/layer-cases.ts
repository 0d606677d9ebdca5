import { type Context, createContext, createRng, gradients, type Layer, namedParameters, type Rng } from "@genlab/core";
import {
  averagePool,
  BatchNorm,
  CausalAttention,
  Conv2d,
  ConvTranspose2d,
  DepthwiseConv2d,
  Dropout,
  differentiableAugmentation,
  Embedding,
  EqualizedRate,
  Film,
  FiniteScalarQuantizer,
  GroupNorm,
  gelu,
  InstanceNorm,
  LayerNorm,
  Linear,
  Maxout,
  MultiHeadAttention,
  minibatchDeviation,
  pixelNorm,
  pixelShuffle,
  reshapeTo,
  SelfAttention2d,
  Sequential,
  SpectralNorm,
  selu,
  silu,
  upsample,
  VectorQuantizer,
  withCondition,
} from "@genlab/layers";
import {
  add,
  cast,
  concat,
  dispose,
  expandDims,
  grad,
  square,
  sum,
  type Tensor,
  tensor1d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect } from "vitest";

class Augmented implements Layer {
  forward(x: Tensor, context: Context): Tensor {
    return differentiableAugmentation(x, context);
  }
}

class Quantized implements Layer {
  readonly quantizer: VectorQuantizer;

  constructor(rng: Rng) {
    this.quantizer = new VectorQuantizer({ codes: 3, features: 4, restartBelow: 1.2 }, rng);
  }

  forward(x: Tensor, context: Context): Tensor {
    const { quantized, commitment } = this.quantizer.forward(x, context);
    return add(add(quantized, commitment), sum(this.quantizer.codebook));
  }
}

class FinitelyQuantized implements Layer {
  forward(x: Tensor): Tensor {
    const { quantized, indices } = new FiniteScalarQuantizer({ levels: [4, 3, 5, 2] }).forward(x);
    return concat([quantized, expandDims(cast(indices, "float32"), -1)], -1);
  }
}

class ClassConditioned implements Layer {
  readonly film: Film;
  readonly embedding: Embedding;

  constructor(rng: Rng) {
    this.film = new Film({ channels: 4, condition: 2 }, rng);
    this.embedding = new Embedding({ count: 3, features: 2 }, rng);
  }

  forward(x: Tensor, context: Context): Tensor {
    return this.film.forward(x, withCondition(context, this.embedding.forward(tensor1d([2, 0], "int32"))));
  }
}

/** Layers that take `[2, 4, 6, 4]`. */
export const layerCases: Readonly<Record<string, (rng: Rng) => Layer>> = {
  Linear: (rng) => new Sequential([new Linear({ inputs: 4, outputs: 3 }, rng), gelu]),
  Conv2d: (rng) => new Sequential([new Conv2d({ inputs: 4, outputs: 3, kernel: 3, stride: 2 }, rng), silu]),
  "Conv2d with padding": (rng) => new Conv2d({ inputs: 4, outputs: 3, kernel: 4, stride: 2, padding: 1 }, rng),
  "Conv2d with dilation": (rng) => new Conv2d({ inputs: 4, outputs: 3, kernel: 3, dilation: 2 }, rng),
  ConvTranspose2d: (rng) => new ConvTranspose2d({ inputs: 4, outputs: 3, kernel: 4, stride: 2 }, rng),
  "ConvTranspose2d with padding": (rng) =>
    new ConvTranspose2d({ inputs: 4, outputs: 3, kernel: 3, stride: 2, padding: 1 }, rng),
  DepthwiseConv2d: (rng) => new DepthwiseConv2d({ channels: 4, kernel: 3, stride: 2 }, rng),
  BatchNorm: () => new Sequential([new BatchNorm({ channels: 4 }), selu]),
  GroupNorm: () => new GroupNorm({ channels: 4, groups: 2 }),
  InstanceNorm: () => new InstanceNorm({ channels: 4 }),
  LayerNorm: () => new LayerNorm({ shape: [4, 6, 4] }),
  pixelNorm: () => new Sequential([pixelNorm()]),
  SpectralNorm: (rng) => new SpectralNorm({ layer: new Conv2d({ inputs: 4, outputs: 3, kernel: 3 }, rng) }, rng),
  EqualizedRate: (rng) => new EqualizedRate({ layer: new Conv2d({ inputs: 4, outputs: 3, kernel: 3 }, rng) }, rng),
  Dropout: () => new Dropout({ rate: 0.5 }),
  resampling: () => new Sequential([averagePool(), upsample(), pixelShuffle()]),
  minibatchDeviation: () => new Sequential([minibatchDeviation()]),
  Maxout: (rng) => new Maxout({ inputs: 4, outputs: 2, pieces: 3 }, rng),
  SelfAttention2d: (rng) => new SelfAttention2d({ channels: 4, features: 2 }, rng),
  MultiHeadAttention: (rng) =>
    new Sequential([reshapeTo([24, 4]), new MultiHeadAttention({ features: 4, heads: 2 }, rng)]),
  CausalAttention: (rng) => new Sequential([reshapeTo([24, 4]), new CausalAttention({ features: 4, heads: 2 }, rng)]),
  Film: (rng) => new ClassConditioned(rng),
  VectorQuantizer: (rng) => new Quantized(rng),
  FiniteScalarQuantizer: () => new FinitelyQuantized(),
  differentiableAugmentation: () => new Augmented(),
};

/** Output, gradients of the parameters, and the gradient of the squared gradient of x, as a gradient penalty has it. */
export async function layerResults(create: (rng: Rng) => Layer): Promise<Float32Array[]> {
  const layer = create(createRng(1));
  const tensors = tidy(() => {
    const x = createRng(2).normal([2, 4, 6, 4]);
    const forward = (x: Tensor) => layer.forward(x, createContext({ rng: createRng(3), training: true }));
    const penalty = (x: Tensor) => sum(square(grad((x) => square(forward(x)))(x)));
    const parameters = namedParameters(layer);
    const found =
      parameters.size > 0 ? gradients(parameters, () => ({ total: sum(square(forward(x))) })).gradients : [];
    return [forward(x), grad(penalty)(x), ...found.values()];
  });
  const values = await Promise.all(tensors.map(async (tensor) => Float32Array.from(await tensor.data())));
  dispose(tensors);
  return values;
}

/** Asserts that a backend's results are within 1e-4 of the largest of each, or of one. */
export function expectSameResults(given: readonly Float32Array[], expected: readonly Float32Array[]): void {
  expect(given.length).toBe(expected.length);
  expected.forEach((values, index) => {
    const size = Math.max(...values.map(Math.abs));
    const error = Math.max(...values.map((value, entry) => Math.abs(value - given[index]![entry]!)));
    expect(error).toBeLessThan(1e-4 * (1 + size));
  });
}
