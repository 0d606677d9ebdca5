import type { Tensor } from "@tensorflow/tfjs-core";
import type { Attributes, Node, OperationName } from "./node.js";

/** Computes an operation by those of tfjs. */
export type Evaluator<Name extends OperationName> = (
  inputs: readonly [Tensor, Tensor, Tensor],
  attributes: Attributes[Name],
  node: Node,
) => Tensor;

/** An evaluator for every operation. */
export type Evaluators = { readonly [Name in Exclude<OperationName, "input" | "constant">]: Evaluator<Name> };
