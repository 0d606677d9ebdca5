import { createContext, createRng, type Layer } from "@genlab/core";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";

export const shape = [4, 4, 1] as const;

/** Three images in [0, 1]. */
export const batch = {
  x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, ...shape] },
};

export const images = (): Tensor => tensor(batch.x.data, [3, ...shape]);

/** Gives the same output for every example of a batch of any size. */
export const always = (values: number[]): Layer => ({
  forward: (x) => tensor(Array.from({ length: x.shape[0]! }, () => values)),
});

export const through: Layer = { forward: (x) => x };

export const context = ({ step = 0, seed = 1 } = {}) => createContext({ rng: createRng(seed), step });

export const numbers = (x: Tensor): number[] => Array.from(x.dataSync());

/** The numbers of named scalars. */
export const values = (terms: object): Record<string, number> =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, (term as Tensor).dataSync()[0]!]));

export const meanOf = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;
