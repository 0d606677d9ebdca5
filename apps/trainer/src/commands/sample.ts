import { GenlabError } from "@genlab/core";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import { addUseOptions, EXAMPLE_FILES, type UseOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { loadRunData } from "../data/load-run-data.js";
import { inBatches } from "../outputs/in-batches.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { samplerOf } from "../outputs/sampler-of.js";
import { EXAMPLE_KINDS, requireKind, writeExamples } from "../outputs/write-examples.js";
import { useModel } from "../runs/use-model.js";
import { sampleTable } from "../tables/sample-table.js";

interface Options extends UseOptions {
  readonly count: number;
  readonly class?: number;
  readonly mixture?: boolean;
}

export function addSample(program: Command): void {
  const command = program.command("sample").description("draw from a trained model");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: sample.png in the run's folder)`);
  command
    .option("--count <number>", "how many", wholeNumber(1, 1_000_000), 60)
    .option("--class <number>", "of which class, for models that have classes", wholeNumber(0))
    .option(
      "--mixture",
      "by a mixture of Gaussians that is fitted to codes of the training data, in the place of the model's prior",
    )
    .action(sample);
}

async function sample(path: string, options: Options): Promise<void> {
  await useModel(path, "sample", options, async ({ model, executor, ...run }) => {
    const { config, place } = run;
    if (config.data.type === "table") {
      if (options.mixture) throw new GenlabError("Rows are drawn from the model's prior. Leave out --mixture.");
      return sampleTable({ model, executor, ...run }, config.data, options);
    }
    const target = outputPlace(run, options, { name: "sample.png", kinds: EXAMPLE_KINDS });
    requireKind(target.kind, exampleShape(config.data), options.count);
    const { label, draw } = await samplerOf(model, {
      ...{ index: options.class, byMixture: options.mixture, rng: pictureRng(run, options.seed), executor },
      data: async () => (await loadRunData(config, place)).train,
    });
    const examples = await inBatches({ count: options.count, size: options.batch, done: "drawn" }, (start, end) =>
      draw(end - start),
    );
    await writeExamples(target, [{ label, examples }]);
  });
}
