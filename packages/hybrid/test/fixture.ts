import { createContext, createRng, type Layer, type Losses } from "@genlab/core";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";

const values = (size: number) => Float32Array.from({ length: size }, (_, i) => (1 + Math.sin(i)) / 2);

/** Four images of 4×4 in [0, 1]. */
export const images = {
  x: { data: values(64), shape: [4, 4, 4, 1] },
};

/** Four points in the plane, and labels. */
export const points = {
  x: { data: values(8), shape: [4, 2] },
  y: { data: Int32Array.of(0, 1, 2, 1), shape: [4] },
};

/** Sizes of networks that a test can afford. */
export const small = { hidden: [5], channels: [3, 4] };

/** Gives the same output for every example of a batch of any size. */
export const always = (output: readonly number[]): Layer => ({
  forward: (x: Tensor) => tensor(Array.from({ length: x.shape[0]! }, () => [...output])),
});

/** Gives what a function makes of its input. */
export const layerOf = (forward: (x: Tensor) => Tensor): Layer => ({ forward });

export const training = (step = 0) => createContext({ rng: createRng(1), step, training: true });
export const evaluation = () => createContext({ rng: createRng(1) });

export const numbers = (losses: Losses): Record<string, number> =>
  Object.fromEntries(Object.entries(losses).map(([term, value]) => [term, value.dataSync()[0]!]));

export const softplus = (x: number) => Math.log1p(Math.exp(x));
