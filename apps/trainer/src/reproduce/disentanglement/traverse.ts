import { createContext, createRng, type Decodes } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { takeValues } from "../../outputs/take-values.js";

/** Images in a traversal. */
export const TRAVERSED = 7;

/** Decodes a code, `[latent]`, with one of its values going from −2 to 2 in even steps. */
export async function traverse(model: Decodes, code: ArrayLike<number>, place: number): Promise<NdArray> {
  const rows = Array.from({ length: TRAVERSED }, (_, step) =>
    Array.from(code, (value, other) => (other === place ? (4 * step) / (TRAVERSED - 1) - 2 : value)),
  );
  const context = createContext({ rng: createRng(0) });
  return takeValues(tidy(() => model.decode(tensor2d(rows), context)));
}
