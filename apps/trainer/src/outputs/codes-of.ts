import { canEncode, type Decodes, GenlabError, type Rng } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { compute } from "@genlab/trainers";
import type { InputOptions } from "../config/use-options.js";
import { chooseExamples } from "../inputs/choose-examples.js";
import { openExamples } from "../inputs/open-examples.js";
import type { UsedRun } from "../runs/use-model.js";
import { inBatches, mapInBatches } from "./in-batches.js";

export interface CodesOfOptions {
  readonly count: number;
  /** Fewer than these are refused. Default: `count`. */
  readonly least?: number;
  readonly rng: Rng;
  readonly options: InputOptions;
}

/** Codes, and what they are of. */
export interface FoundCodes {
  /** `[count, ...]` */
  readonly codes: NdArray;
  /** The examples that they are of, `[count, ...]`; absent of codes that are drawn. */
  readonly examples?: NdArray;
}

/**
 * Codes to go from: of the first `--inputs`, of examples of the run's data that are drawn, or drawn from the prior where the model does not encode.
 *
 * @throws GenlabError where there are fewer examples, or examples are given to a model that does not encode.
 */
export async function codesOf(
  run: UsedRun<Decodes>,
  { count, least = count, rng, options }: CodesOfOptions,
): Promise<FoundCodes> {
  const { model, executor } = run;
  if (!canEncode(model)) return { codes: await drawn(run, { count, rng, options }) };
  const inputs = await openExamples(run, options);
  const draws = options.inputs === undefined ? rng.fork("examples") : undefined;
  const indices = chooseExamples(inputs, { count, rng: draws });
  if (indices.length < least) {
    throw new GenlabError(
      `${least} examples are needed, and there are ${indices.length}: ${inputs.what}. Give more, or a smaller --count.`,
    );
  }
  const codes = await mapInBatches(
    inputs.data,
    { indices, size: options.batch, done: "encoded", model, executor, rng: rng.fork("codes") },
    (x, context) => model.encode(x, context),
  );
  return { codes, examples: inputs.data.batch(indices).x! };
}

async function drawn({ model, executor }: UsedRun<Decodes>, { count, rng, options }: CodesOfOptions): Promise<NdArray> {
  if (options.inputs !== undefined || options.part !== undefined) {
    const given = options.inputs === undefined ? "--part" : "--inputs";
    throw new GenlabError(`The model has no encoder: its codes are drawn. Leave out ${given}.`);
  }
  const codes = rng.fork("codes");
  return inBatches({ count, size: options.batch, done: "drawn" }, (start, end) =>
    compute(model, {
      ...{ name: `codes/${end - start}`, executor, rng: codes },
      run: (_, context) => model.drawCodes!(end - start, context),
    }),
  );
}

/** One code of some, `[...]`. */
export function codeAt({ data, shape: [count = 0, ...shape] }: NdArray, index: number): NdArray {
  const size = data.length / count;
  return { data: data.subarray(index * size, (index + 1) * size), shape };
}
