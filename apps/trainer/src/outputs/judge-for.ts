import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { obtainClassifier } from "../reproduce/scoreboard/classifier.js";
import { identityOf } from "../reproduce/scoreboard/identity-of.js";
import { judgeImages } from "../reproduce/scoreboard/judge.js";
import type { Judge } from "./figures.js";

/** The classifier that samples of a run are judged by, in its folder. */
const CLASSIFIER = "classifier.safetensors";

/**
 * What samples of a run are compared with test examples in: the features of the scoreboard's classifier, which is trained where the folder has
 * none yet, always with the same draws; points and vectors themselves. Nothing, and why, for other images.
 */
export async function judgeFor(
  config: RunConfig,
  { train }: RunData,
  file: (name: string) => string,
): Promise<{ readonly judge?: Judge; readonly lack?: string }> {
  const { x: shape, y } = train.shapes;
  if (shape!.length !== 3) return { judge: { of: "the examples themselves", features: async (examples) => examples } };
  if (!y) return { lack: "The images have no classes, and so no classifier to compare samples by." };
  if (shape!.slice(0, 2).some((side) => side % 4 > 0)) {
    return { lack: "The classifier that samples are compared by takes images with sides that are multiples of 4." };
  }
  const path = file(CLASSIFIER);
  const isThere = await stat(path).catch(() => undefined);
  if (!isThere) process.stdout.write("A classifier of the training images is trained once, to compare samples by.\n");
  const { network, bytes } = await obtainClassifier({
    ...{ data: identityOf(config.data), train, engine: config },
    ...(isThere && { path }),
  });
  if (!isThere) await writeFileAtomically(path, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  return {
    judge: {
      of: `a classifier's 64 features (SHA-256 ${sha256}…)`,
      features: async (images) => (await judgeImages(network, images)).features,
    },
  };
}
