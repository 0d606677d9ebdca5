import { createContext, createRng } from "@genlab/core";
import { type Dataset, fromArrays, type NdArray } from "@genlab/data";
import { toTensors } from "@genlab/trainers";
import { argMax, dispose, tidy } from "@tensorflow/tfjs-core";
import { onceThrough } from "../once-through.js";
import type { ImageClassifier } from "./image-classifier.js";

/** What a classifier sees in images. */
export interface Judged {
  /** `[count, features]` */
  readonly features: NdArray;
  /** The likeliest class of each. */
  readonly classes: readonly number[];
}

const AT_ONCE = 500;

export const judgeImages = (classifier: ImageClassifier, images: NdArray): Promise<Judged> =>
  judge(classifier, fromArrays({ x: images }));

export async function judge(classifier: ImageClassifier, dataset: Dataset): Promise<Judged> {
  const context = createContext({ rng: createRng(0) }); // nothing is drawn
  const [features, classes]: [number[], number[]] = [[], []];
  for (const { x } of onceThrough(dataset, AT_ONCE)) {
    const { x: images } = toTensors({ x: x! });
    const [seen, likeliest] = tidy(() => {
      const seen = classifier.features(images!, context);
      return [seen, argMax(classifier.logits(seen, context), 1)] as const;
    });
    for (const value of await seen.data()) features.push(value);
    for (const value of await likeliest.data()) classes.push(value);
    dispose([images!, seen, likeliest]);
  }
  const data = Float32Array.from(features);
  return { features: { data, shape: [classes.length, data.length / classes.length] }, classes };
}
