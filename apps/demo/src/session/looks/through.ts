import { canDecode, canEncode, canReconstruct, type NdArray } from "@genlab/core";
import { contextFor, type Look, read, tensorOf } from "./look.js";

/** Codes `[count, latent]` to data. */
export const decode: Look<{ readonly z: NdArray }, NdArray | null> = (view, { z }) =>
  read(() => (canDecode(view.model) ? view.model.decode(tensorOf(z), contextFor(view, "decode")) : null));

/** Data `[count, ...shape]` to codes. */
export const encode: Look<{ readonly x: NdArray }, NdArray | null> = (view, { x }) =>
  read(() => (canEncode(view.model) ? view.model.encode(tensorOf(x), contextFor(view, "encode")) : null));

/** Data to the model's rendering of it. */
export const reconstruct: Look<{ readonly x: NdArray }, NdArray | null> = (view, { x }) =>
  read(() =>
    canReconstruct(view.model) ? view.model.reconstruct(tensorOf(x), contextFor(view, "reconstruct")) : null,
  );
