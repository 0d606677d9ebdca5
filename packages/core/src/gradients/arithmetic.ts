import {
  Add,
  AddN,
  Atan2,
  add,
  cast,
  clone,
  div,
  equal,
  FloorDiv,
  floor,
  greater,
  greaterEqual,
  isFinite as isFiniteElement,
  log,
  logicalAnd,
  logicalNot,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  mul,
  neg,
  onesLike,
  Pow,
  pow,
  RealDiv,
  SquaredDifference,
  Sub,
  square,
  sub,
  type Tensor,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { broadcasting, type Definitions, flat, variadic } from "./definition.js";

/** Element-wise operations of two tensors that broadcast. */
export const arithmetic: Definitions = {
  [Add]: broadcasting({ a: (dy) => dy, b: (dy) => dy }),
  [AddN]: variadic((dy) => clone(dy)),
  [Sub]: broadcasting({ a: (dy) => dy, b: (dy) => neg(dy) }),
  [Multiply]: broadcasting({ a: (dy, _a, b) => mul(dy, b), b: (dy, a) => mul(dy, a) }),
  [RealDiv]: broadcasting({
    a: (dy, _a, b) => div(dy, b),
    b: (dy, a, b) => neg(div(mul(dy, div(a, b)), b)), // b squared would underflow
  }),
  [FloorDiv]: flat("a", "b"),
  [Mod]: broadcasting({ a: (dy) => dy, b: (dy, a, b) => neg(mul(dy, floor(div(a, b)))) }),
  [Pow]: broadcasting({ a: powByBase, b: powByExponent }),
  [SquaredDifference]: broadcasting({
    a: (dy, a, b) => mul(dy, mul(2, sub(a, b))),
    b: (dy, a, b) => mul(dy, mul(2, sub(b, a))),
  }),
  [Atan2]: broadcasting({
    a: (dy, a, b) => mul(dy, div(b, add(square(a), square(b)))),
    b: (dy, a, b) => neg(mul(dy, div(a, add(square(a), square(b))))),
  }),
  [Maximum]: broadcasting({
    a: (dy, a, b) => mul(dy, shareOfGreater(a, b)),
    b: (dy, a, b) => mul(dy, shareOfGreater(b, a)),
  }),
  [Minimum]: broadcasting({
    a: (dy, a, b) => mul(dy, shareOfGreater(b, a)),
    b: (dy, a, b) => mul(dy, shareOfGreater(a, b)),
  }),
};

/** 1 where a > b, 0 where a < b, and a half at ties, as PyTorch has it. */
function shareOfGreater(a: Tensor, b: Tensor): Tensor {
  return mul(0.5, add(cast(greaterEqual(a, b), "float32"), cast(greater(a, b), "float32")));
}

function powByBase(dy: Tensor, a: Tensor, b: Tensor): Tensor {
  const atZero = equal(a, 0);
  // the slope of a norm at zero: dy is infinite (from the square root), and the factor zero
  const indeterminate = logicalAnd(logicalAnd(atZero, greater(b, 1)), logicalNot(isFiniteElement(dy)));
  const constant = logicalAnd(atZero, equal(b, 0));
  const factor = mul(b, pow(a, where(constant, zerosLike(b), sub(b, 1))));
  return mul(where(indeterminate, zerosLike(dy), dy), factor);
}

function powByExponent(dy: Tensor, a: Tensor, b: Tensor): Tensor {
  const logarithm = log(where(greater(a, 0), a, onesLike(a)));
  return mul(dy, mul(pow(a, b), logarithm));
}
