import { canDecode, canEncode, canReconstruct, type NdArray } from "@genlab/core";
import { type Look, made } from "./look.js";

/** Codes `[count, latent]` to data. */
export const decode: Look<{ readonly z: NdArray }, NdArray | null> = async (view, { z }) => {
  const { model } = view;
  if (!canDecode(model)) return null;
  return made(view, {
    ...{ name: "decode", purpose: "decode", batch: { z } },
    run: (batch, context) => model.decode(batch.z!, context),
  });
};

/** Data `[count, ...shape]` to codes. */
export const encode: Look<{ readonly x: NdArray }, NdArray | null> = async (view, { x }) => {
  const { model } = view;
  if (!canEncode(model)) return null;
  return made(view, {
    ...{ name: "encode", purpose: "encode", batch: { x } },
    run: (batch, context) => model.encode(batch.x!, context),
  });
};

/** Data to the model's rendering of it. */
export const reconstruct: Look<{ readonly x: NdArray }, NdArray | null> = async (view, { x }) => {
  const { model } = view;
  if (!canReconstruct(model)) return null;
  return made(view, {
    ...{ name: "reconstruct", purpose: "reconstruct", batch: { x } },
    run: (batch, context) => model.reconstruct(batch.x!, context),
  });
};
