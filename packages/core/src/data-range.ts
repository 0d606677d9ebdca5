import { Variable } from "@tensorflow/tfjs-core";
import { childrenOf, type Module } from "./module/variables.js";

/**
 * What values of data a part of a model is for. A likelihood, a loss or a network that is for some alone says so in a field `dataRange`;
 * a trainer finds it wherever it stands in the model's tree, and checks the field `x` of the data against it.
 */
export interface DataRange {
  /** Who says so, for errors: "bernoulli". */
  readonly of: string;
  readonly least: number;
  readonly most: number;
  /** What takes other values, for errors: "`gaussian()` or `LearnedGaussian`". Default: nothing does. */
  readonly otherwise?: string;
}

/** A part of a model that is for data in a range. */
export interface HasDataRange {
  readonly dataRange?: DataRange;
}

/** The ranges that the parts of a model say their data must be in. */
export function dataRangesOf(module: Module): readonly DataRange[] {
  const found = new Set<DataRange>();
  const seen = new Set<object>();
  const visit = (node: unknown) => {
    // a loss is a function that may have a range
    if ((typeof node !== "object" && typeof node !== "function") || node === null || seen.has(node)) return;
    seen.add(node);
    if (node instanceof Variable) return; // whose data an executor would fetch
    const { dataRange } = node as HasDataRange;
    if (dataRange) found.add(dataRange);
    for (const [, child] of childrenOf(node)) visit(child);
  };
  visit(module);
  return [...found];
}
