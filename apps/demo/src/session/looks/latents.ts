import { type Context, canDecode, canEncode, type Decodes, type NdArray } from "@genlab/core";
import { toTensors } from "@genlab/trainers";
import { add, exp, mean, mul, square, sub, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { contextFor, type Look, read } from "./look.js";

/** A model's codes. */
export interface Latents {
  /** Numbers in a code. */
  readonly size: number;
  /** Nats that the examples put into each of them, `[size]`; null where the model has no Gaussian posterior. */
  readonly kl: NdArray | null;
}

/** What `decode` takes, over the examples `x`. Null where the model does not decode, or more than a code. */
export const latents: Look<{ readonly x: NdArray }, Latents | null> = async (view, { x }) => {
  const { model } = view;
  if (!canDecode(model)) return null;
  const context = contextFor(view, "latents");
  const examples = (): Tensor => toTensors({ x }).x!;
  const kl = hasPosterior(model) ? await read(() => klOf(model.posterior(examples(), context))) : null;
  const codes = canEncode(model) ? await read(() => model.encode(examples(), context)) : null;
  const size = codes?.shape.length === 2 ? codes.shape[1] : latentOf(model);
  return size !== undefined && takes(model, size, context) ? { size, kl } : null;
};

/** Whether codes are all that `decode` wants; InfoGAN's come with other inputs. */
function takes(model: Decodes, size: number, context: Context): boolean {
  try {
    tidy(() => void model.decode(zeros([1, size]), context));
    return true;
  } catch {
    return false;
  }
}

/** The mean over examples of `½ (μ² + σ² − 1 − log σ²)`, for each latent. */
function klOf({ mean: mu, logVariance }: Gaussian): Tensor {
  const perLatent = sub(add(square(mu), exp(logVariance)), add(1, logVariance)); // [batch, latent]
  return mul(0.5, mean(perLatent, 0));
}

interface Gaussian {
  readonly mean: Tensor;
  readonly logVariance: Tensor;
}

const hasPosterior = (model: object): model is { posterior(x: Tensor, context: Context): Gaussian } =>
  typeof Reflect.get(model, "posterior") === "function";

/** Models without an encoder say it in their settings. */
function latentOf(model: object): number | undefined {
  const settings: unknown = Reflect.get(model, "settings");
  const latent: unknown = typeof settings === "object" && settings !== null ? Reflect.get(settings, "latent") : null;
  return typeof latent === "number" ? latent : undefined;
}
