import { DenoisingAutoencoder } from "@genlab/ae";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, EXAMPLE_FILES, type InputOptions } from "../config/use-options.js";
import { chooseExamples } from "../inputs/choose-examples.js";
import { openExamples } from "../inputs/open-examples.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { render } from "../outputs/render.js";
import { EXAMPLE_KINDS, FEW, requireKind, writeExamples } from "../outputs/write-examples.js";
import { useModel } from "../runs/use-model.js";

interface Options extends InputOptions {
  readonly count?: number;
}

export function addReconstruct(program: Command): void {
  const command = program
    .command("reconstruct")
    .description("show what a trained model makes of data it has not seen, or of your own");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: reconstruct.png in the run's folder)`);
  addInputOptions(command)
    .option("--count <number>", `how many (default: ${FEW} in a picture, else all)`, wholeNumber(1))
    .action(reconstruct);
}

async function reconstruct(path: string, options: Options): Promise<void> {
  await useModel(path, "reconstruct", options, async ({ model, executor, ...run }) => {
    const target = outputPlace(run, options, { name: "reconstruct.png", kinds: EXAMPLE_KINDS });
    const inputs = await openExamples(run, options);
    const rng = pictureRng(run, options.seed);
    const isOwn = options.inputs === undefined;
    const count = options.count ?? (target.kind === ".png" ? FEW : undefined);
    const indices = chooseExamples(inputs, {
      count,
      rng: isOwn && count !== undefined ? rng.fork("examples") : undefined,
    });
    requireKind(target.kind, inputs.data.shapes.x!, indices.length);
    const damage = isOwn && model instanceof DenoisingAutoencoder ? model : undefined;
    const sections = await render(model, inputs.data, {
      ...{ indices, size: options.batch, rng, executor, damage },
      ...(damage && { label: "restored" }),
    });
    await writeExamples(target, sections, { names: indices.map((index) => inputs.names[index]!) });
  });
}
