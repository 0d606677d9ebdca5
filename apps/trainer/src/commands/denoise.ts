import type { NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
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
import { counted } from "../terminal/words.js";

interface Options extends InputOptions {
  readonly count?: number;
  readonly damage?: boolean;
}

export function addDenoise(program: Command): void {
  const command = program.command("denoise").description("restore damaged data with a trained denoising autoencoder");
  addUseOptions(command, "file or folder", `${EXAMPLE_FILES} (default: denoise.png in the run's folder)`);
  addInputOptions(command)
    .option("--count <number>", `how many (default: ${FEW} in a picture, else all)`, wholeNumber(1))
    .option("--damage", "damage --inputs first, as in training (the run's own data are, always)")
    .action(denoise);
}

async function denoise(path: string, options: Options): Promise<void> {
  await useModel(path, "denoise", options, async ({ model, executor, ...run }) => {
    const target = outputPlace(run, options, { name: "denoise.png", kinds: EXAMPLE_KINDS });
    const inputs = await openExamples(run, options);
    const rng = pictureRng(run, options.seed);
    const isOwn = options.inputs === undefined;
    const count = options.count ?? (target.kind === ".png" ? FEW : undefined);
    const indices = chooseExamples(inputs, {
      count,
      rng: isOwn && count !== undefined ? rng.fork("examples") : undefined,
    });

    requireKind(target.kind, inputs.data.shapes.x!, indices.length);
    const isDamaged = isOwn || options.damage === true;
    const sections = await render(model, inputs.data, {
      ...{ indices, size: options.batch, rng, executor, damage: isDamaged ? model : undefined, label: "restored" },
      given: isDamaged ? "originals" : "as given",
    });
    await writeExamples(target, sections, { names: indices.map((index) => inputs.names[index]!) });
    const [originals, noisy, restored] = sections.map(({ examples }) => examples);
    if (restored && originals!.shape.length === 4) process.stdout.write(`${quality(originals!, noisy!, restored)}\n`);
  });
}

/** Of images in [0, 1], in decibels. */
function quality(originals: NdArray, noisy: NdArray, restored: NdArray): string {
  const [before, after] = [noisy, restored].map((images) => peakSignalToNoiseRatio(images, originals).toFixed(1));
  return `peak signal-to-noise ratio, the mean of ${counted(originals.shape[0]!, "image", "images")}: ${before} dB damaged, ${after} dB restored`;
}
