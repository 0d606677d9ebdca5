import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GenlabError, type Model } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import { type Command, Option } from "commander";
import { somePath, wholeNumber } from "../config/options.js";
import { chooseEngine } from "../engines/choose-engine.js";
import { foundAt } from "../files/found-at.js";
import { onnxFiles } from "../outputs/onnx-files.js";
import { weightsFiles } from "../outputs/weights-files.js";
import { makeFolder } from "../runs/make-folder.js";
import { openRun, type SavedRun } from "../runs/open-run.js";
import { savedModel } from "../runs/saved-model.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

interface Options {
  readonly format: keyof typeof formats;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly batch?: number;
}

/** Each gives files by name, or why there is none; they go into a folder of the format's name. */
const formats = {
  onnx: async (run: SavedRun, model: Model, batch?: number) => onnxFiles(model, run.config, batch),
  safetensors: async ({ config, checkpoint, folder }: SavedRun, model: Model) => {
    const log = (await folder?.metrics()) ?? [];
    const evaluation = log.findLast((line) => line.evaluation && line.step <= checkpoint.step);
    return weightsFiles(model, { config, step: checkpoint.step, evaluation });
  },
};

export function addExport(program: Command): void {
  program
    .command("export")
    .description(
      "write a trained model as files for other programs: what it does as ONNX, or its weights with a model card",
    )
    .argument("<run>", "the folder of a run, or its checkpoint")
    .addOption(new Option("--format <name>", "of the files").choices(Object.keys(formats)).default("onnx"))
    .option("--batch <number>", "examples in a batch of ONNX files (default: any number)", wholeNumber(1))
    .option("--out <folder>", "where to (default: onnx or safetensors in the run's folder)", somePath)
    .option("--overwrite", "replace files in --out, if there are some")
    .action(exportRun);
}

async function exportRun(path: string, { format, out, overwrite, batch }: Options): Promise<void> {
  if (batch !== undefined && format !== "onnx") {
    throw new GenlabError(`--batch is of ONNX files; those of ${format} have none. Leave it out.`);
  }
  const run = await openRun(path);
  const target = out === undefined ? join(run.place, format) : fromCaller(out);
  if (out !== undefined && !overwrite) requireEmpty(target);
  await chooseEngine({ engine: "cpu" }); // nothing is computed but the shape of a code
  const files = await formats[format](run, savedModel(run.config, run.checkpoint), batch);
  await makeFolder(target);
  for (const [name, file] of files) {
    if (file instanceof Error) {
      process.stderr.write(`${name} is left out: ${file.message}\n`);
      continue;
    }
    await writeFileAtomically(join(target, name), file);
    process.stdout.write(`${forCaller(join(target, name))}\n`);
  }
}

function requireEmpty(target: string): void {
  const found = foundAt(target);
  const named = Object.keys(formats).find((format) => target.endsWith(`.${format}`));
  if (!found && named !== undefined) {
    throw new GenlabError(
      `Files are written into a folder, and "${forCaller(target)}" is a name as that of a file. Give --out one of a folder, with --format ${named}.`,
    );
  }
  if (found && !found.isDirectory())
    throw new GenlabError(`${forCaller(target)} is a file. Choose another with --out.`);
  if (!found || readdirSync(target).length === 0) return;
  throw new GenlabError(
    `The folder ${forCaller(target)} is not empty. Choose another, or replace files in it with --overwrite.`,
  );
}
