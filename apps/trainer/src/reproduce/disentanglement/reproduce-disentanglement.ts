import { canDecode, canEncode, GenlabError } from "@genlab/core";
import { type NdArray, sprites } from "@genlab/data";
import type { EngineConfig } from "../../engines/engine-config.js";
import { secondsSince } from "../seconds-since.js";
import { type SeededRunsOptions, seededRuns } from "../seeded-runs.js";
import { codesOf } from "./codes-of.js";
import type { SpriteResult, SpriteRun } from "./disentanglement-table.js";
import { scoreCodes } from "./score-codes.js";
import { spriteSetups } from "./sprite-setups.js";
import { drawSprites, trainOnSprites } from "./train-on-sprites.js";
import { traverse } from "./traverse.js";

export interface ReproduceDisentanglementOptions extends SeededRunsOptions<SpriteRun> {
  /** Updates of a run. */
  readonly steps: number;
  readonly engine: EngineConfig;
}

export interface Disentanglement {
  readonly results: readonly SpriteResult[];
  /** Of each model's first run, for each factor: an image while the code that tells most of the factor goes from −2 to 2. */
  readonly traversals: readonly (readonly NdArray[])[];
}

/** Which models have a code for each thing that images vary in? Chen et al. 2018, https://arxiv.org/abs/1802.04942 */
export async function reproduceDisentanglement(options: ReproduceDisentanglementOptions): Promise<Disentanglement> {
  const images = drawSprites();
  const traversals: (readonly NdArray[])[] = [];
  const results = await seededRuns(spriteSetups, options, async ({ name, setup, seed }) => {
    const start = performance.now();
    const trainer = await trainOnSprites(setup, images, { ...options, seed });
    const { model } = trainer;
    if (!canEncode(model) || !canDecode(model)) throw new GenlabError(`${name} has no codes.`);
    const codes = await codesOf(model, images.x);
    const { information, ...scores } = scoreCodes(codes, images.factors);
    if (seed === 0) {
      const places = scores.gaps.map((_, factor) => mostTelling(information, factor));
      traversals.push(await Promise.all(places.map((place) => traverse(model, codeOf(codes, shown()), place))));
    }
    trainer.dispose();
    return { seed, ...scores, seconds: secondsSince(start) };
  });
  return { results, traversals };
}

/** The code that tells most of a factor. */
function mostTelling(information: readonly (readonly number[])[], factor: number): number {
  const told = information.map((row) => row[factor]!);
  return told.indexOf(Math.max(...told));
}

const codeOf = ({ data, shape }: NdArray, index: number) => data.subarray(index * shape[1]!, (index + 1) * shape[1]!);

/** The number of the sprite that is shown: a bright heart, a little aslant, in the middle. */
const shown = () =>
  [2, 2, 1, 4, 4, 3].reduce((index, value, factor) => index * sprites().factors[factor]!.size + value, 0);
