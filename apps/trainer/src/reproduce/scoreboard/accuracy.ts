import type { Dataset } from "@genlab/data";
import { labelsOf } from "../labels-of.js";
import type { ImageClassifier } from "./image-classifier.js";
import { judge } from "./judge.js";

/** The share of examples whose class the classifier tells. */
export async function accuracyOf(classifier: ImageClassifier, dataset: Dataset): Promise<number> {
  const labels = labelsOf(dataset);
  const { classes } = await judge(classifier, dataset);
  return classes.filter((likeliest, index) => likeliest === labels[index]).length / labels.length;
}
