import { interpolate } from "@genlab/core";
import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, EXAMPLE_FILES, type InputOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { joined } from "../data/joined.js";
import { codeAt, codesOf } from "../outputs/codes-of.js";
import { decodeAll, decoderFor } from "../outputs/decoder-of.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { EXAMPLE_KINDS, requireKind, writeExamples } from "../outputs/write-examples.js";
import { useModel } from "../runs/use-model.js";

interface Options extends InputOptions {
  readonly count: number;
  readonly steps: number;
  readonly path: "linear" | "spherical";
  readonly class?: number;
}

export const pathOption = () =>
  new Option("--path <name>", "between two codes: a line, or an arc, which keeps to the lengths that codes have")
    .choices(["linear", "spherical"])
    .default("linear");

export const classOption = () =>
  new Option("--class <number>", "as which class, for models that have classes (default: one by chance)").argParser(
    wholeNumber(0),
  );

export function addInterpolate(program: Command): void {
  const command = program
    .command("interpolate")
    .description("go from one example to another by their codes: a row for each pair");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: interpolate.png in the run's folder)`);
  addInputOptions(command)
    .option("--count <number>", "how many pairs, of neighbours among --inputs", wholeNumber(1, 1000), 5)
    .option("--steps <number>", "from one to the other, both included", wholeNumber(2, 1000), 10)
    .addOption(pathOption())
    .addOption(classOption())
    .action(run);
}

async function run(path: string, options: Options): Promise<void> {
  await useModel(path, "interpolate", options, async (run) => {
    const { count, steps } = options;
    const target = outputPlace(run, options, { name: "interpolate.png", kinds: EXAMPLE_KINDS });
    requireKind(target.kind, exampleShape(run.config.data), count * steps);
    const rng = pictureRng(run, options.seed);
    const decoder = decoderFor(run.model, options.class, rng);
    const { codes } = await codesOf(run, { count: 2 * count, rng, options });
    const ways = Array.from({ length: count }, (_, pair) =>
      interpolate(codeAt(codes, 2 * pair), codeAt(codes, 2 * pair + 1), { steps, path: options.path }),
    );
    const examples = await decodeAll(decoder, joined(ways), {
      ...{ size: options.batch, executor: run.executor, rng: rng.fork("decoded") },
    });
    const label = options.path === "linear" ? "from code to code along a line" : "from code to code along an arc";
    await writeExamples(target, [{ label, examples }], { columns: steps });
  });
}
