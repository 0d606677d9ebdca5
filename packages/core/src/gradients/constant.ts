import {
  All,
  Any,
  ArgMax,
  ArgMin,
  Ceil,
  Equal,
  Floor,
  Greater,
  GreaterEqual,
  IsFinite,
  IsInf,
  IsNan,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  LogicalXor,
  NotEqual,
  OneHot,
  OnesLike,
  Round,
  Sign,
  Step,
  ZerosLike,
} from "@tensorflow/tfjs-core";
import { type Definition, type Definitions, flat } from "./definition.js";

const ofOne = [
  All,
  Any,
  ArgMax,
  ArgMin,
  Ceil,
  Floor,
  IsFinite,
  IsInf,
  IsNan,
  LogicalNot,
  OnesLike,
  Round,
  Sign,
  Step,
  ZerosLike,
];
const ofTwo = [Equal, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr, LogicalXor, NotEqual];

/**
 * Operations that are constant almost everywhere. Their gradient is zero and not an error, for a mask such as
 * `greater(x, 0)` lies on the path from x to the loss.
 */
export const constant: Definitions = Object.fromEntries<Definition>([
  ...ofOne.map((kernel): [string, Definition] => [kernel, flat("x")]),
  ...ofTwo.map((kernel): [string, Definition] => [kernel, flat("a", "b")]),
  [OneHot, flat("indices")],
]);
