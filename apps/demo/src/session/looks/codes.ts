import { canEncode, type Layer, type NdArray } from "@genlab/core";
import { exp, mul, slice, type Tensor } from "@tensorflow/tfjs-core";
import { examplesOf, firstOf } from "./examples.js";
import { contextFor, type Look, read, type View } from "./look.js";
import { type Prior, priorOf } from "./prior.js";

/** Codes of the first examples, and the prior that they are to fill. */
export interface Codes {
  /** `[count, latent]`; null without an encoder. */
  readonly mean: NdArray | null;
  /** The posterior's standard deviations `[count, latent]`; null where a code is a point. */
  readonly deviation: NdArray | null;
  /** The examples' modes. */
  readonly y: NdArray | null;
  readonly prior: { readonly kind: Prior["kind"]; readonly mean: NdArray; readonly deviation: NdArray } | null;
}

/** Where the encoder puts the data. */
export const codes: Look<{ readonly count: number }, Codes> = async (view, { count }) => {
  const context = contextFor(view, "encode");
  const mean = await read(() => (canEncode(view.model) ? view.model.encode(examplesOf(view, count), context) : null));
  const deviation = mean && (await read(() => deviationsOf(view, count, mean.shape[1]!)));
  return { mean, deviation, y: firstOf(view, count).y ?? null, prior: await priorAsArrays(view) };
};

/** `exp(½ log σ²)`, from an encoder that gives means and log-variances. */
function deviationsOf(view: View, count: number, latent: number): Tensor | null {
  const encoder: unknown = Reflect.get(view.model, "encoder");
  if (!isLayer(encoder)) return null;
  const output = encoder.forward(examplesOf(view, count), contextFor(view, "encode"));
  if (output.shape.at(-1) !== 2 * latent) return null;
  return exp(mul(0.5, slice(output, [0, latent], [-1, latent])));
}

const isLayer = (value: unknown): value is Layer => typeof value === "object" && value !== null && "forward" in value;

async function priorAsArrays(view: View): Promise<Codes["prior"]> {
  let kind: Prior["kind"] = "normal";
  const mean = await read(() => {
    const prior = priorOf(view);
    if (prior) kind = prior.kind;
    return prior?.mean ?? null;
  });
  const deviation = await read(() => priorOf(view)?.deviation ?? null);
  return mean && deviation && { kind, mean, deviation };
}
