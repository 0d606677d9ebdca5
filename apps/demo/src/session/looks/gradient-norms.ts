import { gradients, namedParametersOf, type Phase } from "@genlab/core";
import { norm, stack, type Tensor } from "@tensorflow/tfjs-core";
import { firstOf } from "./examples.js";
import { contextFor, type Look, read, tensorOf, type View } from "./look.js";

/** Euclidean norms of gradients, by phase, then by the path of the parameter. */
export type GradientNorms = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What each phase that is active would have each of its parameters move by, on the first examples. */
export const gradientNorms: Look<{ readonly count: number }, GradientNorms> = async (view, { count }) => {
  const phases = view.model.phases().filter(({ active }) => active?.(view.step) ?? true);
  const norms: Record<string, Readonly<Record<string, number>>> = {};
  for (const phase of phases) norms[phase.name] = await normsOf(view, phase, count);
  return norms;
};

async function normsOf(view: View, { updates, loss }: Phase, count: number): Promise<Readonly<Record<string, number>>> {
  const parameters = namedParametersOf(updates, view.model);
  let paths: readonly string[] = [];
  const norms = await read(() => {
    const x = tensorOf(firstOf(view, count).x!);
    const found = gradients(parameters, () => loss({ x }, contextFor(view, "gradients"))).gradients;
    paths = [...found.keys()];
    return stack([...found.values()].map((gradient): Tensor => norm(gradient)));
  });
  return Object.fromEntries(paths.map((path, i) => [path, norms!.data[i]!]));
}
