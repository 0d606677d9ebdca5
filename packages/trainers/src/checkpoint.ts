import {
  describe,
  GenlabError,
  type GivenArray,
  loadValues,
  namedVariables,
  type RngState,
  requireCounts,
  toTensor,
} from "@genlab/core";
import { decodeSafetensors, type NdArray as StoredArray } from "@genlab/safetensors";
import { tidy } from "@tensorflow/tfjs-core";
import { untilLost } from "./device-loss.js";
import { jsonText } from "./json-text.js";
import { NotFiniteError } from "./not-finite-error.js";
import { notFiniteIn } from "./not-finite-in.js";
import { requireTrainer } from "./require-training.js";
import { requireChecksum, sealCheckpoint } from "./seal-checkpoint.js";
import type { Trainer } from "./trainer.js";

const FORMAT = "genlab-checkpoint-1";

/** A key that is damaged must not look like one that was never there. */
const FIELDS: readonly string[] = ["checksum", "configuration", "format", "rng", "step"];

/** A training run at rest. */
export interface Checkpoint {
  readonly step: number;
  readonly rng: RngState;
  /** Whatever the run was made from, as JSON. */
  readonly configuration: unknown;
  readonly arrays: ReadonlyMap<string, StoredArray>;
}

/**
 * A run as one safetensors file: the model, its average and the optimizers' state as tensors; step, rng and configuration as metadata, and a
 * checksum of all bytes.
 *
 * @throws NotFiniteError when a value is not finite: a broken run must not replace a sound checkpoint; GenlabError for a configuration that
 * JSON has no text for.
 *
 * @example
 * ```ts
 * import { adam, createRng, createVae, decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, Trainer } from "genlab";
 *
 * const make = () => {
 *   const rng = createRng(1);
 *   return new Trainer(createVae({ shape: [2], latent: 2, hidden: [8] }, rng), { optimizer: adam({ learningRate: 1e-3 }), rng });
 * };
 * const bytes = await encodeCheckpoint(make(), { what: "a note of yours" }); // a safetensors file
 * await restoreCheckpoint(make(), decodeCheckpoint(bytes));
 * ```
 */
export async function encodeCheckpoint(trainer: Trainer, configuration: unknown): Promise<Uint8Array<ArrayBuffer>> {
  requireTrainer("encodeCheckpoint", trainer);
  const { state, step, rng } = trainer;
  const text = jsonText("The configuration", configuration);
  await trainer.pull();
  const arrays = new Map<string, StoredArray>();
  for (const [path, variable] of namedVariables(state)) {
    const data = (await untilLost(variable.data())) as Float32Array | Int32Array;
    const broken = notFiniteIn(data);
    if (broken !== undefined) throw new NotFiniteError(broken, { step, path });
    arrays.set(path, { data, shape: variable.shape });
  }
  return sealCheckpoint(arrays, {
    ...{ format: FORMAT, step: `${step}` },
    ...{ rng: JSON.stringify(rng.state()), configuration: text },
  });
}

/**
 * Reads a checkpoint. `name` is what errors call the file. One from before there were checksums has none, and is read.
 *
 * @throws GenlabError for bytes that are no checkpoint, and for a checkpoint that is not as it was written.
 */
export function decodeCheckpoint(bytes: Uint8Array, name = "checkpoint"): Checkpoint {
  const { arrays, metadata } = decodeSafetensors(bytes, { name });
  if (metadata.format !== FORMAT) {
    throw new GenlabError(`${name}: the format is "${metadata.format}", not "${FORMAT}". It is no GenLab checkpoint.`);
  }
  const unknown = Object.keys(metadata).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) {
    throw new GenlabError(
      `${name}: the metadata has the field ${describe(unknown)}, which no checkpoint has. The file is damaged, or of a later GenLab.`,
    );
  }
  if (metadata.checksum !== undefined) requireChecksum(bytes, metadata.checksum, name);
  const step = Number(metadata.step);
  if (!Number.isSafeInteger(step) || step < 0) throw new GenlabError(`${name}: the step is "${metadata.step}".`);
  const field = (key: string): unknown => {
    try {
      return JSON.parse(metadata[key] ?? "");
    } catch {
      throw new GenlabError(`${name}: the metadata field "${key}" is not JSON.`);
    }
  };
  return { step, rng: field("rng") as RngState, configuration: field("configuration"), arrays };
}

/**
 * Puts a trainer where the checkpoint was. Training goes on as if it had never stopped, bit for bit.
 *
 * @throws GenlabError when the checkpoint is of another model or optimizer; then the trainer is as it was.
 */
export async function restoreCheckpoint(trainer: Trainer, checkpoint: Checkpoint): Promise<void> {
  requireTrainer("restoreCheckpoint", trainer);
  const { arrays, rng, step } = (checkpoint ?? {}) as Partial<Checkpoint>;
  if (!(arrays instanceof Map) || !rng || step === undefined) {
    throw new GenlabError(`The checkpoint is ${describe(checkpoint)}. Give what \`decodeCheckpoint(bytes)\` gives.`);
  }
  requireCounts("the checkpoint", { step }, 0);
  trainer.rng.fork("").restore(rng); // refuses a broken state before anything is assigned
  const known = namedVariables(trainer.state);
  const nameOf = (path: string) => (known.has(path) ? path : withoutPlace(path));
  tidy(() =>
    loadValues(
      trainer.state,
      new Map([...arrays].map(([path, array]) => [nameOf(path), toTensor(array as GivenArray, `"${path}"`)])),
    ),
  );
  trainer.rng.restore(rng);
  trainer.step = step;
  await trainer.executor.push(trainer.state);
}

/** `optimizers.vae.first…` of `optimizers.vae.1.first…`: where gradients were clipped, the state once had its place in a chain. */
const withoutPlace = (path: string) => path.replace(/^(optimizers\.[^.]+)\.\d+\./, "$1.");
