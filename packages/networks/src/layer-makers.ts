import type { Layer, Rng } from "@genlab/core";
import {
  Conv2d,
  type Conv2dOptions,
  type Initializer,
  Linear,
  type LinearOptions,
  SpectralNorm,
  type WeightedLayer,
} from "@genlab/layers";

interface LayerMakersOptions {
  readonly spectralNorm: boolean;
  /** Default: the layer's. */
  readonly weightInitializer?: Initializer;
  /** Default: the layer's. */
  readonly biasInitializer?: Initializer;
}

/** What a network makes its layers with. */
export interface LayerMakers {
  readonly convolution: (options: Conv2dOptions, rng: Rng) => Layer;
  readonly linear: (options: LinearOptions, rng: Rng) => Layer;
}

/** Makers of layers that start alike, each under spectral norm if asked. */
export function layerMakers({ spectralNorm, ...initializers }: LayerMakersOptions): LayerMakers {
  const wrap = (layer: WeightedLayer, rng: Rng) => (spectralNorm ? new SpectralNorm({ layer }, rng) : layer);
  return {
    convolution: (options, rng) => wrap(new Conv2d({ ...initializers, ...options }, rng), rng),
    linear: (options, rng) => wrap(new Linear({ ...initializers, ...options }, rng), rng),
  };
}
