import { encodeNpy } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, type InputOptions } from "../config/use-options.js";
import { chooseExamples } from "../inputs/choose-examples.js";
import { openExamples } from "../inputs/open-examples.js";
import { columnNames, examplesAsCsv } from "../outputs/csv.js";
import { encodeExamples } from "../outputs/encode-examples.js";
import { namesAndClasses } from "../outputs/names-and-classes.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { useModel } from "../runs/use-model.js";
import { forCaller } from "../terminal/caller.js";

interface Options extends InputOptions {
  readonly count?: number;
}

export function addEncode(program: Command): void {
  const command = program.command("encode").description("write the codes that a trained model gives of examples");
  addUseOptions(command, "file", "a .npy or .csv file (default: encode.npy in the run's folder)");
  addInputOptions(command)
    .option("--count <number>", "the first so many (default: all)", wholeNumber(1))
    .action(encode);
}

async function encode(path: string, options: Options): Promise<void> {
  await useModel(path, "encode", options, async (run) => {
    const target = outputPlace(run, options, { name: "encode.npy", kinds: [".npy", ".csv"] });
    const inputs = await openExamples(run, options);
    const indices = chooseExamples(inputs, { count: options.count });
    const rng = pictureRng(run, options.seed);
    const codes = await encodeExamples(run, { inputs, indices, size: options.batch, rng });
    const [count, ...shape] = codes.shape;
    const content =
      target.kind === ".npy"
        ? encodeNpy(codes)
        : examplesAsCsv(namesAndClasses(inputs, indices), columnNames("z", shape), codes);
    await writeFileAtomically(target.path, content);
    process.stdout.write(`${forCaller(target.path)} (${count} codes of [${shape.join(", ")}], of ${inputs.what})\n`);
  });
}
