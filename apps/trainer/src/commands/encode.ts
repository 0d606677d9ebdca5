import { GenlabError } from "@genlab/core";
import { encodeNpy } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import {
  addPartOptions,
  checkParts,
  checkStep,
  isInParts,
  optionsOfParts,
  type PartOptions,
} from "../config/part-options.js";
import { addInputOptions, addUseOptions, type InputOptions } from "../config/use-options.js";
import { chooseExamples } from "../inputs/choose-examples.js";
import { openExamples } from "../inputs/open-examples.js";
import { columnNames, examplesAsCsv } from "../outputs/csv.js";
import { encodeExamples } from "../outputs/encode-examples.js";
import { namesAndClasses } from "../outputs/names-and-classes.js";
import { type OutputPlace, outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { inParts } from "../parts/in-parts.js";
import type { SavedRun } from "../runs/open-run.js";
import { useModel } from "../runs/use-model.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

interface Options extends InputOptions, PartOptions {
  readonly count?: number;
}

export function addEncode(program: Command, done: (exitCode: number) => void): void {
  const command = program.command("encode").description("write the codes that a trained model gives of examples");
  addUseOptions(command, "file", "a .npy or .csv file (default: encode.npy in the run's folder)");
  addInputOptions(command).option("--count <number>", "the first so many (default: all)", wholeNumber(1));
  addPartOptions(command).action(async (path: string, options: Options) => done(await encode(path, options)));
}

async function encode(path: string, options: Options): Promise<number> {
  let exitCode = 0;
  await useModel(path, "encode", options, async (run) => {
    const target = outputPlace(run, options, { name: "encode.npy", kinds: [".npy", ".csv"] });
    if (isInParts(options)) {
      exitCode = await encodeInParts(run, { path, target, options });
      return;
    }
    checkStep(run, options);
    const { examples: range } = options;
    const inputs = await openExamples(run, options);
    if (range && inputs.data.length < range[1] - range[0]) {
      throw new GenlabError(`There are ${inputs.total} examples, and ${range.join(" to ")} were asked for.`);
    }
    const indices = chooseExamples(inputs, { count: options.count });
    const rng = pictureRng(run, options.seed);
    const codes = await encodeExamples(run, { inputs, indices, first: range?.[0] ?? 0, size: options.batch, rng });
    const [count, ...shape] = codes.shape;
    const content =
      target.kind === ".npy"
        ? encodeNpy(codes)
        : examplesAsCsv(namesAndClasses(inputs, indices), columnNames("z", shape), codes);
    await writeFileAtomically(target.path, content);
    process.stdout.write(`${forCaller(target.path)} (${count} codes of [${shape.join(", ")}], of ${inputs.what})\n`);
  });
  return exitCode;
}

interface InPartsOptions {
  readonly path: string;
  readonly target: OutputPlace;
  readonly options: Options;
}

async function encodeInParts(run: SavedRun, { path, target, options }: InPartsOptions): Promise<number> {
  const kind = checkParts(target, options);
  const { total } = await openExamples(run, { ...options, examples: [0, 1] }); // one tells whether they are what the model takes
  const work = {
    ...{ command: "encode" as const, run: fromCaller(path), step: run.checkpoint.step, kind },
    ...{ count: Math.min(total, options.count ?? total), options: optionsOfParts(options) },
  };
  return inParts(target, work, options);
}
