import type { Command } from "commander";
import { somePath, wholeNumber } from "../config/options.js";
import { addUseOptions, EXAMPLE_FILES, type UseOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { openCodes } from "../inputs/open-codes.js";
import { codeShape } from "../outputs/code-shape.js";
import { decodeAll, decoderOf } from "../outputs/decoder-of.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { EXAMPLE_KINDS, requireKind, writeExamples } from "../outputs/write-examples.js";
import { takeExamples } from "../pictures/take-examples.js";
import { useModel } from "../runs/use-model.js";

interface Options extends UseOptions {
  readonly inputs: string;
  readonly class?: number;
  readonly count?: number;
}

export function addDecode(program: Command): void {
  const command = program.command("decode").description("make data of codes, as `genlab encode` writes them");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: decode.png in the run's folder)`);
  command
    .requiredOption(
      "--inputs <file>",
      "the codes: a .npy, .npz or .safetensors file, or FILE:NAME, an array in one",
      somePath,
    )
    .option(
      "--class <number>",
      "as which class, for models that have classes (default: any, by chance)",
      wholeNumber(0),
    )
    .option("--count <number>", "the first so many (default: all)", wholeNumber(1))
    .action(decode);
}

async function decode(path: string, options: Options): Promise<void> {
  await useModel(path, "decode", options, async ({ model, executor, ...run }) => {
    const target = outputPlace(run, options, { name: "decode.png", kinds: EXAMPLE_KINDS });
    const shape = exampleShape(run.config.data);
    const codes = await openCodes(options.inputs, codeShape(model, shape)!);
    requireKind(target.kind, shape, options.count ?? codes.shape[0]!);
    const decoder = decoderOf(model, options.class);
    const decoded = await decodeAll(decoder, takeExamples(codes, options.count ?? codes.shape[0]!), {
      size: options.batch,
      executor,
      rng: pictureRng(run, options.seed),
    });
    await writeExamples(target, [{ label: "decoded", examples: decoded }]);
  });
}
