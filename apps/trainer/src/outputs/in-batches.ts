import { type Context, type Executor, GenlabError, type Model, type Rng } from "@genlab/core";
import type { Dataset, NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import type { Tensor } from "@tensorflow/tfjs-core";
import { createBar } from "../terminal/bar.js";

/** More of them take more memory than WebAssembly has, in the wider networks. */
export const AT_ONCE = 250;

/** Of a result: 2 GiB. */
const MOST_VALUES = 2 ** 29;

export interface InBatchesOptions {
  readonly count: number;
  /** The place of the first among all, where others make those before. Default 0. */
  readonly first?: number;
  /** Of a batch. Default 250. */
  readonly size?: number;
  /** What is done, for a person: "encoded". */
  readonly done: string;
  /** Whether no bar shows how far it is. Default false. */
  readonly isQuiet?: boolean;
}

/**
 * What a model makes for each of `count` examples, some at a time: float32 `[count, ...]`. A bar shows how far it is, unless it is to be quiet.
 *
 * @param make gives `[end - start, ...]`
 * @throws GenlabError for a value that is not finite, and for a result of more than 2 GiB.
 */
export async function inBatches(
  { count, first = 0, size = AT_ONCE, done, isQuiet = false }: InBatchesOptions,
  make: (start: number, end: number) => Promise<NdArray>,
): Promise<NdArray> {
  const bar = isQuiet ? undefined : createBar(process.stdout, count, done);
  let result: NdArray | undefined;
  try {
    for (let start = 0; start < count; start += size) {
      const end = Math.min(count, start + size);
      const part = await make(start, end);
      result ??= roomFor([count, ...part.shape.slice(1)]);
      const length = part.data.length / (end - start);
      const place = part.data.findIndex((value) => !Number.isFinite(value));
      if (place >= 0) {
        const example = first + start + Math.floor(place / length);
        throw new GenlabError(
          `The model gave ${part.data[place]} for example ${example}. It is not trained, or training broke it: resume from an earlier checkpoint.`,
        );
      }
      result.data.set(part.data, start * length);
      bar?.advance(end - start);
    }
  } finally {
    bar?.stop();
  }
  return result!;
}

/**
 * What a batch draws from, by the place of its first example: the stream itself for the first batch, and for others one of their own, so that
 * a batch can be made without those before it.
 */
export const drawsOf = (rng: Rng, done: string, start: number): Rng =>
  start === 0 ? rng : rng.fork(`${done}/${start}`);

export interface MapInBatchesOptions extends Omit<InBatchesOptions, "count"> {
  /** Default: all, in order. */
  readonly indices?: readonly number[];
  /** The class of each of those. Default: `act` gets none. */
  readonly labels?: readonly number[];
  readonly model: Model;
  readonly executor: Executor;
  readonly rng: Rng;
}

/** What a model makes of each example of a dataset. `done` stands for one function of the model. */
export async function mapInBatches(
  data: Dataset,
  options: MapInBatchesOptions,
  act: (x: Tensor, context: Context, y: Tensor | undefined) => Tensor,
): Promise<NdArray> {
  const {
    indices = Array.from({ length: data.length }, (_, index) => index),
    labels,
    model,
    executor,
    rng,
    ...others
  } = options;
  const { first = 0 } = others;
  return inBatches({ ...others, count: indices.length }, (start, end) => {
    const { x } = data.batch(indices.slice(start, end));
    const y = labels && { data: Int32Array.from(labels.slice(start, end)), shape: [end - start] };
    return compute(model, {
      ...{
        name: others.done,
        executor,
        rng: drawsOf(rng, others.done, first + start),
        batch: { x: x!, ...(y && { y }) },
      },
      run: (batch, context) => act(batch.x!, context, batch.y),
    });
  });
}

/** @throws GenlabError for a result of more than 2 GiB. */
export function roomFor(shape: readonly number[]): NdArray {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size <= MOST_VALUES) return { data: new Float32Array(size), shape };
  throw new GenlabError(
    `${shape[0]} results of [${shape.slice(1).join(", ")}] take more than 2 GiB. Take fewer: --count.`,
  );
}
