import { createContext, createRng, type Encodes } from "@genlab/core";
import { fromArrays, type NdArray } from "@genlab/data";
import { tensor, tidy } from "@tensorflow/tfjs-core";
import { onceThrough } from "../once-through.js";

/** What the encoder makes of images, `[count, latent]`: of a VAE the posterior's means, so that nothing is drawn. */
export async function codesOf(model: Encodes, images: NdArray): Promise<NdArray> {
  const context = createContext({ rng: createRng(0) });
  const rows: Float32Array[] = [];
  for (const { x } of onceThrough(fromArrays({ x: images }), 1024)) {
    const codes = tidy(() => model.encode(tensor(x!.data, [...x!.shape]), context));
    rows.push(await codes.data<"float32">());
    codes.dispose();
  }
  const data = Float32Array.from(rows.flatMap((row) => [...row]));
  return { data, shape: [images.shape[0]!, data.length / images.shape[0]!] };
}
