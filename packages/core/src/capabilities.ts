import type { Tensor } from "@tensorflow/tfjs-core";
import type { Context } from "./context.js";

// what a model can do besides train: it implements those that it has

/** Draws from the model: `[count, ...shape of x]`, in the space of the data. */
export interface Samples {
  sample(count: number, context: Context): Tensor;
}

/** Maps data `[batch, ...]` to codes `[batch, latent]`. */
export interface Encodes {
  encode(x: Tensor, context: Context): Tensor;
}

/** Maps codes `[batch, latent]` to data `[batch, ...]`, in the space of the data. */
export interface Decodes {
  decode(z: Tensor, context: Context): Tensor;
  /** The shape of one example's code, of models that do not encode: `[latent]`. */
  readonly codeShape?: readonly number[];
  /** Codes `[count, latent]` as samples are made of, of models that do not encode. */
  drawCodes?(count: number, context: Context): Tensor;
}

/** Maps data `[batch, ...]` to codes `[batch, latent]` as examples of the class indices `y` `[batch]`, int32. */
export interface EncodesClasses {
  encodeClasses(x: Tensor, y: Tensor, context: Context): Tensor;
}

/** Maps codes `[batch, latent]` to data as the class indices `y` `[batch]`, int32. */
export interface DecodesClasses {
  /** How many classes there are; 0 where the model was made without. */
  readonly classes: number;
  decodeClasses(z: Tensor, y: Tensor, context: Context): Tensor;
}

/** Maps data to the model's rendering of it, of the same shape. */
export interface Reconstructs {
  reconstruct(x: Tensor, context: Context): Tensor;
}

/** Maps data to one number an example, `[batch]`: the higher, the less the example is like the training data. */
export interface Scores {
  score(x: Tensor, context: Context): Tensor;
}

/** What an autoencoder can do. */
export interface Autoencodes extends Encodes, Decodes, Reconstructs, Scores {}

/** Tells data from what is not: maps data to logits, `[batch]`: the higher, the more the example is like the training data. */
export interface Discriminates {
  discriminate(x: Tensor, context: Context): Tensor;
}

/** Has a posterior `q(z|x)` and a joint density `p(x, z)`, so that its likelihood can be estimated. */
export interface Weighs {
  /** `log p(x, z) − log q(z|x)` of `samples` independent `z ~ q(z|x)` for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor;
}

/** Draws from a class. */
export interface SamplesClasses {
  /** How many classes there are; 0 where the model was made without. */
  readonly classes: number;
  /** An example of each class index in `y` `[count]`: `[count, ...shape of x]`. */
  sampleClasses(y: Tensor, context: Context): Tensor;
}

const has = (model: object, method: string) =>
  typeof model === "object" && model !== null && typeof Reflect.get(model, method) === "function";

export const canSample = (model: object): model is Samples => has(model, "sample");
export const canEncode = (model: object): model is Encodes => has(model, "encode");
/** Not, then, a model that was made without classes. */
export const canEncodeClasses = (model: object): model is EncodesClasses & { readonly classes: number } =>
  has(model, "encodeClasses") && Reflect.get(model, "classes") > 0;
export const canDecode = (model: object): model is Decodes => has(model, "decode");
export const canReconstruct = (model: object): model is Reconstructs => has(model, "reconstruct");
export const canScore = (model: object): model is Scores => has(model, "score");
export const canDiscriminate = (model: object): model is Discriminates => has(model, "discriminate");
export const canWeigh = (model: object): model is Weighs => has(model, "logWeights");
/** Not, then, a model that was made without classes. */
export const canDecodeClasses = (model: object): model is DecodesClasses =>
  has(model, "decodeClasses") && Reflect.get(model, "classes") > 0;
/** Not, then, a model that was made without classes. */
export const canSampleClasses = (model: object): model is SamplesClasses =>
  has(model, "sampleClasses") && Reflect.get(model, "classes") > 0;
