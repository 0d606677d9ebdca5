import { circuit } from "./circuit.js";
import { codes } from "./codes.js";
import { examples } from "./examples.js";
import { pictures, posteriors } from "./given-class.js";
import { gradientNorms } from "./gradient-norms.js";
import { codeHeat, heat } from "./heat.js";
import { latents } from "./latents.js";
import type { Look, View } from "./look.js";
import { points } from "./points.js";
import { pulls } from "./pulls.js";
import { quality } from "./quality.js";
import { samples } from "./samples.js";
import { decode, encode, reconstruct } from "./through.js";
import { touch } from "./touch.js";
import { warp } from "./warp.js";

/** All that a page can ask of a session. A new look is a file beside this one and a line here. */
export const looks = {
  samples,
  examples,
  decode,
  encode,
  reconstruct,
  latents,
  points,
  gradientNorms,
  circuit,
  heat,
  codeHeat,
  pulls,
  warp,
  codes,
  quality,
  posteriors,
  pictures,
  touch,
} as const;

type Looks = typeof looks;
type QueryOf<L> = L extends Look<infer Query, unknown> ? Query : never;
type AnswerOf<L> = L extends Look<never, infer Answer> ? Answer : never;

/** Questions by the name of the look: `{ samples: { count: 500 } }`. */
export type Queries = { readonly [L in keyof Looks]?: QueryOf<Looks[L]> };

/** The answers to some questions, by the same names. */
export type Answers<Q extends Queries = Queries> = {
  readonly [L in keyof Q & keyof Looks]: AnswerOf<Looks[L]>;
};

/** Answers all questions. */
export async function lookAt<Q extends Queries>(view: View, queries: Q): Promise<Answers<Q>> {
  const table: Readonly<Record<string, Look<never, unknown>>> = looks;
  const answers: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(queries)) answers[name] = await table[name]!(view, query as never);
  return answers as Answers<Q>;
}
