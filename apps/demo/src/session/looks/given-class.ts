import { type Context, canDecode, canEncode, type Layer, type Model, type NdArray } from "@genlab/core";
import { withCondition } from "@genlab/layers";
import { ConditionalVae } from "@genlab/vae";
import { cast, exp, mul, oneHot, slice, type Tensor } from "@tensorflow/tfjs-core";
import { contextFor, type Look, read, tensorOf, type View } from "./look.js";

/** What the encoder says of some data. */
export interface Posteriors {
  /** `[count, latent]` */
  readonly mean: NdArray;
  /** Standard deviations `[count, latent]`; null where a code is a point. */
  readonly deviation: NdArray | null;
}

/** Codes of the data `x`, with the classes `y` `[count]` for a model that reads them. Null without an encoder. */
export const posteriors: Look<{ readonly x: NdArray; readonly y?: NdArray }, Posteriors | null> = async (
  view,
  { x, y },
) => {
  const [model, context] = given(view, y);
  if (!canEncode(model)) return null;
  const mean = await read(() => model.encode(tensorOf(x), context()));
  const latent = mean?.shape[1] ?? 0;
  return mean && { mean, deviation: await read(() => deviationsOf(model, tensorOf(x), latent, context())) };
};

/** The data of codes `z`, as the classes `y` `[count]` for a model that reads them. Null where the model does not decode. */
export const pictures: Look<{ readonly z: NdArray; readonly y?: NdArray }, NdArray | null> = (view, { z, y }) => {
  const [model, context] = given(view, y);
  return read(() => (canDecode(model) ? model.decode(tensorOf(z), context()) : null));
};

/** The model that encodes and decodes, and what it is told: a conditional one is a VAE that reads a condition. */
function given(view: View, y: NdArray | undefined): [model: Model, context: () => Context] {
  const { model } = view;
  const context = () => contextFor(view, "pictures");
  if (!(model instanceof ConditionalVae) || !y) return [model, context];
  const classes = () => cast(oneHot(cast(tensorOf(y), "int32"), model.classes), "float32"); // [count, classes]
  return [model.vae, () => withCondition(context(), classes())];
}

/** `exp(½ log σ²)`, from an encoder that gives means and log-variances. */
function deviationsOf(model: Model, x: Tensor, latent: number, context: Context): Tensor | null {
  const encoder: unknown = Reflect.get(model, "encoder");
  if (!isLayer(encoder)) return null;
  const output = encoder.forward(x, context);
  if (output.shape.at(-1) !== 2 * latent) return null;
  return exp(mul(0.5, slice(output, [0, latent], [-1, latent])));
}

const isLayer = (value: unknown): value is Layer => typeof value === "object" && value !== null && "forward" in value;
