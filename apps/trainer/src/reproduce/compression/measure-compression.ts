import { canDecode, canEncode, canReconstruct, createContext, GenlabError, type Model, type Rng } from "@genlab/core";
import { type ArrayBatch, batches, type NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
import { evaluate, toTensors } from "@genlab/trainers";
import { dispose, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { RunData } from "../../data/run-data.js";
import { takeValues } from "../../outputs/take-values.js";
import { onceThrough } from "../once-through.js";
import { BITS, type Compressor } from "./compression-setups.js";
import { rangesOf, roundCodes } from "./round-codes.js";

/** What a compressor needs and what it loses, means over the test images. */
export interface Distortion {
  /** Of the codes of an image. */
  readonly bits: number;
  /** The sum over the pixels of an image. */
  readonly squaredError: number;
  /** Decibels. */
  readonly psnr: number;
}

export interface MeasureOptions {
  readonly compressor: Compressor;
  readonly codes: number;
  readonly data: RunData;
  readonly rng: Rng;
}

const BATCH = 500;
/** Training images that the ranges of an autoencoder's codes are of. */
const RANGED = 5000;

/**
 * Compresses the test images. The bits of a VAE are its KL term, what `bits back` would need; of the others the number of codes times
 * `BITS`, and an autoencoder's are rounded to them.
 */
export async function measureCompression(model: Model, options: MeasureOptions): Promise<Distortion> {
  const { compressor, codes, data, rng } = options;
  const test = () => onceThrough(data.test, BATCH);
  const restore = compressor === "autoencoder" ? await rounding(model, options) : reconstruction(model, rng);
  let [squaredError, psnr] = [0, 0];
  for (const { x } of test()) {
    const restored = await restore({ x: x! });
    squaredError += squaredErrorOf(restored, x!) / data.test.length;
    psnr += (peakSignalToNoiseRatio(restored, x!) * x!.shape[0]!) / data.test.length;
  }
  if (compressor !== "VAE") return { bits: codes * BITS, squaredError, psnr };
  const { vae } = await evaluate(model, test(), { rng });
  return { bits: vae!.kl! / Math.LN2, squaredError, psnr };
}

/** The sum over all images. */
function squaredErrorOf(images: NdArray, clean: NdArray): number {
  let sum = 0;
  for (let i = 0; i < clean.data.length; i++) sum += (images.data[i]! - clean.data[i]!) ** 2;
  return sum;
}

type Restore = (examples: ArrayBatch) => Promise<NdArray>;

function reconstruction(model: Model, rng: Rng): Restore {
  if (!canReconstruct(model)) throw new GenlabError("The model cannot reconstruct.");
  return (examples) => apply(examples, (x) => model.reconstruct(x, createContext({ rng })));
}

/** Codes are rounded within their range over training images. */
async function rounding(model: Model, { data, rng }: MeasureOptions): Promise<Restore> {
  if (!canEncode(model) || !canDecode(model)) throw new GenlabError("The model has no codes.");
  const encode: Restore = (examples) => apply(examples, (x) => model.encode(x, createContext({ rng })));
  const [seen] = batches(data.train, { batchSize: Math.min(RANGED, data.train.length) });
  const ranges = rangesOf(await encode(seen!));
  return async (examples) => {
    const rounded = roundCodes(await encode(examples), ranges, BITS);
    return apply({ x: rounded }, (z) => model.decode(z, createContext({ rng })));
  };
}

async function apply(examples: ArrayBatch, compute: (x: Tensor) => Tensor): Promise<NdArray> {
  const tensors = toTensors(examples);
  const result = tidy(() => compute(tensors.x!));
  dispose(Object.values(tensors));
  return takeValues(result);
}
