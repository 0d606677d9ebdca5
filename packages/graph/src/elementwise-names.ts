import { type Node, type OperationName, UNARY } from "./node.js";

const UNARIES: ReadonlySet<OperationName> = new Set<OperationName>([
  ...UNARY,
  "leakyRelu",
  "clip",
  "isNan",
  "isInf",
  "not",
  "cast",
]);

const ELEMENTWISE: ReadonlySet<OperationName> = new Set<OperationName>([
  ...UNARIES,
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "maximum",
  "minimum",
  "equal",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
  "and",
  "or",
  "select",
]);

/** Whether each entry of the result depends on the entries at its place alone. */
export const isElementwise = ({ op }: Node): boolean => ELEMENTWISE.has(op);
