import { GenlabError } from "@genlab/core";
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
import { addUseOptions, EXAMPLE_FILES, type UseOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { loadRunData } from "../data/load-run-data.js";
import { drawsOf, inBatches } from "../outputs/in-batches.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { samplerOf } from "../outputs/sampler-of.js";
import { EXAMPLE_KINDS, requireKind, writeExamples } from "../outputs/write-examples.js";
import { inParts } from "../parts/in-parts.js";
import { useModel } from "../runs/use-model.js";
import { sampleTable } from "../tables/sample-table.js";
import { fromCaller } from "../terminal/caller.js";

interface Options extends UseOptions, PartOptions {
  readonly count: number;
  readonly class?: number;
  readonly mixture?: boolean;
}

export function addSample(program: Command, done: (exitCode: number) => void): void {
  const command = program.command("sample").description("draw from a trained model");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: sample.png in the run's folder)`);
  command
    .option("--count <number>", "how many", wholeNumber(1, 1_000_000), 60)
    .option("--class <number>", "of which class, for models that have classes", wholeNumber(0))
    .option(
      "--mixture",
      "by a mixture of Gaussians that is fitted to codes of the training data, in the place of the model's prior",
    );
  addPartOptions(command).action(async (path: string, options: Options) => done(await sample(path, options)));
}

async function sample(path: string, options: Options): Promise<number> {
  let exitCode = 0;
  await useModel(path, "sample", options, async ({ model, executor, ...run }) => {
    const { config, place } = run;
    if (config.data.type === "table") {
      if (options.mixture) throw new GenlabError("Rows are drawn from the model's prior. Leave out --mixture.");
      if (isInParts(options))
        throw new GenlabError("Rows of a table are drawn by one process. Leave out --workers and --queue.");
      return sampleTable({ model, executor, ...run }, config.data, options);
    }
    const target = outputPlace(run, options, { name: "sample.png", kinds: EXAMPLE_KINDS });
    if (isInParts(options)) {
      const kind = checkParts(target, options);
      requireKind(kind, exampleShape(config.data));
      const { count, class: index, mixture } = options;
      const drawing = { ...(index !== undefined && { class: index }), ...(mixture && { mixture }) };
      const work = {
        ...{ command: "sample" as const, run: fromCaller(path), step: run.checkpoint.step, kind, count },
        options: { ...optionsOfParts(options), ...drawing },
      };
      exitCode = await inParts(target, work, options);
      return;
    }
    checkStep(run, options);
    const [first, end] = options.examples ?? [0, options.count];
    requireKind(target.kind, exampleShape(config.data), end - first);
    const rng = pictureRng(run, options.seed);
    const { label, draw } = await samplerOf(model, {
      ...{ index: options.class, byMixture: options.mixture, rng, executor },
      data: async () => (await loadRunData(config, place)).train,
    });
    const examples = await inBatches({ count: end - first, first, size: options.batch, done: "drawn" }, (from, to) =>
      draw(to - from, drawsOf(rng, "drawn", first + from)),
    );
    await writeExamples(target, [{ label, examples }]);
  });
  return exitCode;
}
