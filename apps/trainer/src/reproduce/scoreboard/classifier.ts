import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRng, GenlabError } from "@genlab/core";
import type { Dataset } from "@genlab/data";
import { decodeCheckpoint } from "@genlab/trainers";
import type { EngineConfig } from "../../engines/engine-config.js";
import { loadStored } from "../../runs/load-stored.js";
import { forCaller } from "../../terminal/caller.js";
import { ImageClassifier } from "./image-classifier.js";
import { classified, trainClassifier } from "./train-classifier.js";

/** Distances are of one kind where this and the file's hash are the same. */
const VERSION = 1;

/** A classifier and what pins it. */
export interface Classifier {
  readonly network: ImageClassifier;
  /** The safetensors file. */
  readonly bytes: Uint8Array;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
}

export interface ClassifierOptions {
  /** What says which images it tells apart: `"mnist"`. */
  readonly data: unknown;
  readonly train: Dataset;
  readonly engine: EngineConfig;
  /** The file of an earlier one. Default: one is trained. */
  readonly path?: string;
}

/** Trains a classifier, or reads one that was trained on the same data. */
export async function obtainClassifier({ data, train, engine, path }: ClassifierOptions): Promise<Classifier> {
  const configuration = { classifier: VERSION, data };
  const bytes = path === undefined ? await trainClassifier(train, { configuration, engine }) : await bytesOf(path);
  const name = path === undefined ? "classifier" : forCaller(path);
  const checkpoint = decodeCheckpoint(bytes, name);
  if (JSON.stringify(checkpoint.configuration) !== JSON.stringify(configuration)) {
    const [found, expected] = [checkpoint.configuration, configuration].map((one) => JSON.stringify(one));
    throw new GenlabError(`${name} is of ${found}, but the scoreboard needs ${expected}. Leave out --classifier.`);
  }
  const network = new ImageClassifier(classified(train), createRng(0));
  loadStored(network, checkpoint, "model.");
  return { network, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

const bytesOf = (path: string) =>
  readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new GenlabError(
      `${forCaller(path)} could not be read (${cause.code}). Give the classifier of a scoreboard.`,
      {
        cause,
      },
    );
  });
