import { rngFor } from "../../runs/rng-for.js";
import { configFor, type ImageRuns } from "../image-runs.js";
import { trainModel } from "../train-model.js";
import { type Compressor, codeCounts, compressionRun, compressors } from "./compression-setups.js";
import { type Distortion, measureCompression } from "./measure-compression.js";

/** A compressor with so many codes. */
export interface CompressionResult extends Distortion {
  readonly compressor: Compressor;
  readonly codes: number;
  readonly steps: number;
  readonly seconds: number;
}

export interface ReproduceCompressionOptions extends ImageRuns {
  readonly onResult: (result: CompressionResult) => void;
}

/** How much is lost with so many codes, or so many bits? Trains autoencoders, VAEs and VQ-VAEs, and compresses images they have not seen. */
export async function reproduceCompression(
  options: ReproduceCompressionOptions,
): Promise<readonly CompressionResult[]> {
  const { data, common, onResult } = options;
  const results: CompressionResult[] = [];
  for (const compressor of compressors) {
    for (const codes of codeCounts) {
      const config = configFor(compressionRun(compressor, codes), common);
      const { model, steps, seconds, dispose } = await trainModel(config, data);
      try {
        const rng = rngFor(config, "evaluation");
        const result = {
          compressor,
          codes,
          steps,
          seconds,
          ...(await measureCompression(model, { compressor, codes, data, rng })),
        };
        results.push(result);
        onResult(result);
      } finally {
        await dispose();
      }
    }
  }
  return results;
}
