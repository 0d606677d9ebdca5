import { join } from "node:path";
import { writeFileAtomically } from "@genlab/trainers/node";
import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import { chooseEngine } from "../engines/choose-engine.js";
import { onnxFiles } from "../outputs/onnx-files.js";
import { makeFolder } from "../runs/make-folder.js";
import { openRun } from "../runs/open-run.js";
import { savedModel } from "../runs/saved-model.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

interface Options {
  readonly out?: string;
  readonly batch?: number;
}

export function addExport(program: Command): void {
  program
    .command("export")
    .description("write what a trained model does as files that other programs run")
    .argument("<run>", "the folder of a run, or its checkpoint")
    .addOption(new Option("--format <name>", "of the files").choices(["onnx"]).default("onnx"))
    .option("--batch <number>", "examples in a batch (default: any number)", wholeNumber(1))
    .option("--out <folder>", "where to (default: onnx in the run's folder)")
    .action(exportRun);
}

async function exportRun(path: string, { out, batch }: Options): Promise<void> {
  const run = await openRun(path, { engine: "cpu" }); // nothing is computed but the shape of a code
  const target = out === undefined ? join(run.place, "onnx") : fromCaller(out);
  await chooseEngine(run.config);
  const files = onnxFiles(savedModel(run.config, run.checkpoint), run.config, batch);
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
