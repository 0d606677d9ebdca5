import { GenlabError, interpolate } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, type InputOptions } from "../config/use-options.js";
import { exampleShape } from "../data/example-shape.js";
import { joined } from "../data/joined.js";
import { codeAt, codesOf } from "../outputs/codes-of.js";
import { decodeAll, decoderFor } from "../outputs/decoder-of.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { animationFrames } from "../pictures/animation-frames.js";
import { apngOf } from "../pictures/apng.js";
import { gifOf } from "../pictures/gif.js";
import { takeExamples } from "../pictures/take-examples.js";
import { useModel } from "../runs/use-model.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { classOption, pathOption } from "./interpolate.js";

interface Options extends InputOptions {
  readonly count: number;
  readonly steps: number;
  readonly rate: number;
  readonly walks: number;
  readonly path: "linear" | "spherical";
  readonly class?: number;
}

/** In memory they are pixels. */
const MOST_FRAMES = 2000;

export function addAnimate(program: Command): void {
  const command = program
    .command("animate")
    .description("go from example to example by their codes, and back to the first, as a moving picture");
  addUseOptions(
    command,
    "file",
    "a .gif file, or .apng or .png for one in all colours (default: animate.gif in the run's folder)",
  );
  addInputOptions(command)
    .option("--count <number>", "how many examples on the way", wholeNumber(2, 1000), 6)
    .option("--steps <number>", "pictures from one to the next", wholeNumber(1, 1000), 12)
    .option("--rate <number>", "pictures a second", wholeNumber(1, 50), 12)
    .option("--walks <number>", "ways side by side, of other examples each", wholeNumber(1, 100), 1)
    .addOption(pathOption())
    .addOption(classOption())
    .action(animate);
}

async function animate(path: string, options: Options): Promise<void> {
  await useModel(path, "animate", options, async (run) => {
    const { count, steps, rate, walks } = options;
    const target = outputPlace(run, options, { name: "animate.gif", kinds: [".gif", ".apng", ".png"] });
    const frames = count * steps;
    if (exampleShape(run.config.data).length !== 3) {
      throw new GenlabError(
        "The model makes vectors, which are no pictures. `genlab interpolate` draws the way of points.",
      );
    }
    if (frames > MOST_FRAMES) {
      throw new GenlabError(
        `${count} times ${steps} are ${frames} pictures, and ${MOST_FRAMES} are the most. Take fewer.`,
      );
    }
    const rng = pictureRng(run, options.seed);
    const decoder = decoderFor(run.model, options.class, rng);
    const { codes } = await codesOf(run, { count: count * walks, rng, options });
    const ways = Array.from({ length: walks }, (_, walk) =>
      joined(Array.from({ length: count }, (_, leg) => legOf(codes, walk * count, { leg, ...options }))),
    );
    const images = await decodeAll(decoder, joined(ways), {
      ...{ size: options.batch, executor: run.executor, rng: rng.fork("decoded") },
    });
    const pictures = animationFrames(images, walks);
    const bytes = target.kind === ".gif" ? gifOf(pictures, rate) : apngOf(pictures, rate);
    await writeFileAtomically(target.path, bytes);
    const seconds = (frames / rate).toPrecision(2);
    process.stdout.write(`${forCaller(target.path)} (${counted(frames, "picture", "pictures")}, ${seconds} s)\n`);
  });
}

interface Leg extends Pick<Options, "count" | "steps" | "path"> {
  readonly leg: number;
}

/** The codes from one example to the next, without that; from the last it goes to the first. */
function legOf(codes: NdArray, start: number, { leg, count, steps, path }: Leg): NdArray {
  const [from, to] = [leg, (leg + 1) % count].map((place) => codeAt(codes, start + place));
  return takeExamples(interpolate(from!, to!, { steps: steps + 1, path }), steps);
}
