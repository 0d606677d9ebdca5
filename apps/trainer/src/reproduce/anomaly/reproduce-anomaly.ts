import { canScore, createContext, GenlabError, type Model, type Rng } from "@genlab/core";
import type { Dataset } from "@genlab/data";
import { areaUnderRoc } from "@genlab/metrics";
import { toTensors } from "@genlab/trainers";
import { dispose, tidy } from "@tensorflow/tfjs-core";
import { reconstructions } from "../../outputs/reconstructions.js";
import type { SheetRow } from "../../pictures/contact-sheet.js";
import { rngFor } from "../../runs/rng-for.js";
import { configFor, type ImageRuns } from "../image-runs.js";
import { labelsOf } from "../labels-of.js";
import { onceThrough } from "../once-through.js";
import { trainModel } from "../train-model.js";
import { type AnomalySetup, anomalySetups } from "./anomaly-setups.js";
import { withoutClass } from "./without-class.js";

/** How well a model's score tells one class that it was not trained on from the others. */
export interface AnomalyResult {
  readonly setup: AnomalySetup;
  readonly heldOut: number;
  /** The area under the curve, over all test images. */
  readonly area: number;
  readonly steps: number;
  readonly seconds: number;
}

export interface ReproduceAnomalyOptions extends ImageRuns {
  /** The classes that are held out, one at a time. */
  readonly classes: readonly number[];
  readonly onResult: (result: AnomalyResult) => void;
}

export interface Anomaly {
  readonly results: readonly AnomalyResult[];
  /** Images of each held-out class, and what the models make of them. */
  readonly rows: readonly SheetRow[];
}

const BATCH = 500;
const SHOWN = 8;

/**
 * Does `score` tell what is unlike the training data? Trains models on all digits but one, and scores test images of all ten: the area under
 * the curve is the probability that one of the held-out class has the higher score.
 */
export async function reproduceAnomaly(options: ReproduceAnomalyOptions): Promise<Anomaly> {
  const { classes, data, common, onResult } = options;
  const labels = labelsOf(data.test);
  const results: AnomalyResult[] = [];
  const rows: SheetRow[] = [];
  for (const heldOut of classes) {
    const train = withoutClass(data.train, heldOut);
    const unseen = labels.flatMap((label, index) => (label === heldOut ? [index] : [])).slice(0, SHOWN);
    const examples = data.test.batch(unseen);
    const blocks = [examples.x!];
    for (const setup of anomalySetups) {
      const config = configFor(setup.run, common);
      const { model, executor, steps, seconds, dispose } = await trainModel(config, { train, test: data.test });
      try {
        const scores = await scoresOf(model, data.test, rngFor(config, "evaluation"));
        const isHeldOut = labels.map((label) => (label === heldOut ? 1 : 0));
        const made = await reconstructions(model, examples, { rng: rngFor(config, "pictures"), executor });
        blocks.push(made.at(-1)!.examples);
        const result = { setup, heldOut, area: areaUnderRoc(scores, isHeldOut), steps, seconds };
        results.push(result);
        onResult(result);
      } finally {
        await dispose();
      }
    }
    rows.push({ label: `without ${heldOut}`, blocks });
  }
  return { results, rows };
}

/** The score of every example. */
async function scoresOf(model: Model, dataset: Dataset, rng: Rng): Promise<readonly number[]> {
  if (!canScore(model)) throw new GenlabError("The model gives no score.");
  const context = createContext({ rng });
  const scores: number[] = [];
  for (const batch of onceThrough(dataset, BATCH)) {
    const tensors = toTensors(batch);
    const score = tidy(() => model.score(tensors.x!, context));
    scores.push(...(await score.data()));
    dispose([score, ...Object.values(tensors)]);
  }
  return scores;
}
