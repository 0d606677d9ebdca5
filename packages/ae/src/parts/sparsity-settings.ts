import { GenlabError, ownMethods, setting, share, textOf, type Values, type WithDefault } from "@genlab/core";
import { absoluteSparsity, klSparsity, type Sparsity } from "./sparsity.js";

const sparsities = {
  kl: klSparsity,
  absolute: absoluteSparsity,
} satisfies Record<string, (target: number) => Sparsity>;

export type SparsityName = keyof typeof sparsities;

const words = Object.keys(sparsities) as SparsityName[];

const own = ownMethods(["activation", "penalty"], "klSparsity()");

/** Settings of what keeps codes sparse: a thing with its activation and its cost, or its name and its target. */
export const sparsitySettings = {
  sparsity: setting<SparsityName | Sparsity, SparsityName | Sparsity, WithDefault<"kl">>(
    {
      about:
        'What keeps codes sparse: "kl" the divergence of their activity from the target, "absolute" the price of their size.',
      kind: { type: "words", words },
      expected: `one of ${words.map(textOf).join(", ")}, or ${own.expected}`,
      accepts: (value) => words.includes(value as SparsityName) || own.accepts(value),
    },
    { default: "kl" },
  ),
  target: share('`ρ`, the share of examples that a code is to be active in; of the sparsity "kl".', {
    default: 0.05,
    source: "as in Ng's notes",
  }),
};

/**
 * The sparsity that settings say.
 *
 * @throws GenlabError for a target that the sparsity does not have.
 */
export function sparsityOf(owner: string, { sparsity, target }: Values<typeof sparsitySettings>): Sparsity {
  if (typeof sparsity === "string") return sparsities[sparsity](target);
  if (target === sparsitySettings.target.default) return sparsity;
  throw new GenlabError(
    `\`target\` of ${owner} is ${target}, and a sparsity of your own has none. Leave it out, or choose "kl".`,
  );
}
