import { canSample, GenlabError } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import type { Command } from "commander";
import { positiveNumber, wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, EXAMPLE_FILES, type InputOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { codeAt, codesOf } from "../outputs/codes-of.js";
import { decodeAll, decoderFor } from "../outputs/decoder-of.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { deviationsOf, traversals } from "../outputs/traversals.js";
import { EXAMPLE_KINDS, requireKind, writeExamples } from "../outputs/write-examples.js";
import { useModel } from "../runs/use-model.js";
import { classOption } from "./interpolate.js";

interface Options extends InputOptions {
  readonly codes?: readonly number[];
  readonly steps: number;
  readonly range: number;
  readonly class?: number;
}

/** Rows of a picture that nobody asked for. */
const MOST_ROWS = 16;

/** Examples whose codes say how much a code varies. */
const EXAMPLES = 500;

export function addTraverse(program: Command): void {
  const command = program
    .command("traverse")
    .description("change one number of an example's code at a time: a row for each number");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: traverse.png in the run's folder)`);
  addInputOptions(command)
    .option("--codes <numbers...>", `which numbers, from 0 (default: the first ${MOST_ROWS})`, wholeNumbers)
    .option("--steps <number>", "values of each", wholeNumber(2, 1000), 9)
    .option(
      "--range <number>",
      "from minus to plus so much; of a model without a prior, standard deviations from the mean",
      positiveNumber,
      3,
    )
    .addOption(classOption())
    .action(traverse);
}

const wholeNumbers = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  wholeNumber(0)(text),
];

async function traverse(path: string, options: Options): Promise<void> {
  await useModel(path, "traverse", options, async (run) => {
    const { steps, range, codes: asked } = options;
    const target = outputPlace(run, options, { name: "traverse.png", kinds: EXAMPLE_KINDS });
    const rng = pictureRng(run, options.seed);
    const decoder = decoderFor(run.model, options.class, rng);
    const hasPrior = canSample(run.model);
    const { codes } = await codesOf(run, { count: hasPrior ? 1 : EXAMPLES, least: 1, rng, options });
    const size = codes.data.length / codes.shape[0]!;
    const places = asked ?? Array.from({ length: Math.min(size, MOST_ROWS) }, (_, place) => place);
    const beyond = places.find((place) => place >= size);
    if (beyond !== undefined) {
      throw new GenlabError(`There is no number ${beyond} in a code: codes have ${size} numbers, which count from 0.`);
    }
    requireKind(target.kind, exampleShape(run.config.data), places.length * steps);
    const spread = hasPrior ? undefined : deviationsOf(codes);
    const changed = traversals(codeAt(codes, 0), { places, steps, range, ...(spread && { spread }) });
    const all = await decodeAll(decoder, changed, {
      ...{ size: options.batch, executor: run.executor, rng: rng.fork("decoded") },
    });
    const sections = places.map((place, row) => ({
      label: `number ${place}`,
      examples: sliceOf(all, row * steps, steps),
    }));
    await writeExamples(target, sections, { columns: steps, result: all });
  });
}

function sliceOf({ data, shape: [count = 0, ...shape] }: NdArray, start: number, length: number): NdArray {
  const size = data.length / count;
  return { data: data.subarray(start * size, (start + length) * size), shape: [length, ...shape] };
}
