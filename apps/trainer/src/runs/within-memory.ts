import { totalmem } from "node:os";
import { GenlabError, type Rng, sizeOf } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";

const GIGABYTE = 1e9;

/** Bytes that a process has here: of the machine, or of the container that it is in. */
function memoryBytes(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

export interface WithinMemoryOptions {
  readonly model: RunConfig["model"];
  /** How many arrays there are of each weight: its gradient and the optimizer's means, say. */
  readonly copies: number;
  /** Default: those of this machine. */
  readonly bytes?: number;
}

/**
 * The stream that a model draws its first weights from, which refuses a model that does not fit into memory before it takes it.
 *
 * @throws GenlabError, from its draws, that names the largest setting.
 */
export function withinMemory(rng: Rng, { model, copies, bytes = memoryBytes() }: WithinMemoryOptions): Rng {
  let numbers = 0;
  const count = (shape: readonly number[]) => {
    numbers += sizeOf(shape);
    const needed = 4 * copies * numbers;
    if (needed <= bytes) return;
    const of = copies > 1 ? "training it" : "it";
    throw new GenlabError(
      `The model "${model.type}" has weights of [${shape.join(", ")}]: ${of} takes ${gigabytes(needed)} or more, and there are ${gigabytes(bytes)}.${guess(model)}`,
    );
  };
  const counted = (one: Rng): Rng => ({
    ...one,
    normal(shape) {
      count(shape);
      return one.normal(shape);
    },
    uniform(shape, min, max) {
      count(shape);
      return one.uniform(shape, min, max);
    },
    fork: (label) => counted(one.fork(label)),
  });
  return counted(rng);
}

const gigabytes = (bytes: number): string => `${Math.round(bytes / GIGABYTE).toLocaleString("en")} GB`;

/** The setting that is likely too much. */
function guess({ type: _, ...settings }: RunConfig["model"]): string {
  const sizes = Object.entries(settings).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (typeof one === "number" ? [[name, one] as const] : [])),
  );
  const [largest] = sizes.sort(([, a], [, b]) => b - a);
  return largest === undefined ? "" : ` "model.${largest[0]}" is ${largest[1]}: give less.`;
}
