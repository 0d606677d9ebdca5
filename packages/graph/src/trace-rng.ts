import { GenlabError, type Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Random numbers that a traced program takes: an input to be filled anew before each run. */
export interface Draw {
  /** The name of the input. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly distribution: "normal" | "uniform";
  /** Of the uniform distribution, [min, max). */
  readonly min: number;
  readonly max: number;
  /** An index of `streams`. */
  readonly stream: number;
}

/** Where a stream comes from: a fork of an earlier one. The first stream is that which the run is given. */
export interface Stream {
  readonly parent: number;
  readonly label: string;
}

/** Everything a program takes from its rng, in order. */
export interface Draws {
  readonly draws: readonly Draw[];
  /** The streams after the first. */
  readonly streams: readonly Stream[];
}

/** An rng whose draws are inputs: `place` makes the tensor that stands for one. */
export function traceRng(program: string, place: (draw: Draw) => Tensor): { rng: Rng; taken: Draws } {
  const draws: Draw[] = [];
  const streams: Stream[] = [];
  const refuse = (method: string): never => {
    throw new GenlabError(
      `"${program}" calls rng.${method} while it is traced. The number would be the same at every step: ` +
        "a traced program is recorded once and replayed. Draw a tensor with rng.normal or rng.uniform instead.",
    );
  };
  const rngOf = (stream: number): Rng => {
    const draw = (distribution: Draw["distribution"], shape: readonly number[], min: number, max: number) => {
      const taken: Draw = { name: `draw/${draws.length}`, shape: [...shape], distribution, min, max, stream };
      draws.push(taken);
      return place(taken);
    };
    return {
      normal: (shape) => draw("normal", shape, 0, 1),
      uniform: (shape, min = 0, max = 1) => draw("uniform", shape, min, max),
      fork(label) {
        streams.push({ parent: stream, label });
        return rngOf(streams.length);
      },
      random: () => refuse("random"),
      fillNormal: () => refuse("fillNormal"),
      fillUniform: () => refuse("fillUniform"),
      state: () => refuse("state"),
      restore: () => refuse("restore"),
    };
  };
  return { rng: rngOf(0), taken: { draws, streams } };
}

/** Fills an array for each draw, by name, from a stream: the numbers that the program would have drawn itself. */
export function fillDraws({ draws, streams }: Draws, rng: Rng, arrayOf: (draw: Draw) => Float32Array): void {
  const rngs = [rng];
  for (const { parent, label } of streams) rngs.push(rngs[parent]!.fork(label));
  for (const draw of draws) {
    const values = arrayOf(draw);
    if (draw.distribution === "normal") rngs[draw.stream]!.fillNormal(values);
    else rngs[draw.stream]!.fillUniform(values, draw.min, draw.max);
  }
}
