import { describe, GenlabError } from "@genlab/base";
import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { type Module, namedVariables, type Tensors } from "./variables.js";

/**
 * Copies values into the variables of a module by path.
 *
 * @throws GenlabError that lists every missing, unexpected and ill-shaped path, and for what is no `Map`; then nothing was assigned.
 *
 * @example
 * ```ts
 * import { createRng, Linear, loadValues, namedVariables } from "genlab";
 *
 * const [from, to] = [new Linear({ inputs: 2, outputs: 3 }, createRng(1)), new Linear({ inputs: 2, outputs: 3 }, createRng(2))];
 * loadValues(to, namedVariables(from)); // all of them, or none and an error
 * ```
 */
export function loadValues(module: Module, values: Tensors): void {
  const variables = namedVariables(module);
  if (Object.prototype.toString.call(values) !== "[object Map]")
    throw new GenlabError(`The values are ${describe(values)}. Give a Map of tensors by path.`);
  const faults = [
    list(
      "missing",
      [...variables.keys()].filter((path) => !values.get(path)),
    ),
    list(
      "unexpected",
      [...values.keys()].filter((path) => !variables.has(path)),
    ),
    list(
      "different",
      [...variables].flatMap(([path, variable]) => difference(path, variable, values.get(path))),
    ),
  ].filter((fault) => fault !== "");
  if (faults.length > 0) throw new GenlabError(["The values do not fit the module.", ...faults].join("\n"));
  for (const [path, variable] of variables) {
    const value = values.get(path)!;
    if (value !== variable) variable.assign(value); // tfjs destroys a variable that is assigned itself
  }
}

function difference(path: string, variable: Variable, value: Tensor | undefined): string[] {
  if (!value) return [];
  const [expected, given] = [variable, value].map(({ dtype, shape }) => `${dtype} [${shape}]`);
  return expected === given ? [] : [`${path} (expected ${expected}, got ${given})`];
}

const MOST_LISTED = 10;

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  const more = items.length > MOST_LISTED ? `, and ${items.length - MOST_LISTED} more` : "";
  return `  ${title}: ${items.slice(0, MOST_LISTED).join(", ")}${more}`;
}
