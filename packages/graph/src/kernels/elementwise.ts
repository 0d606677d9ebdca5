import {
  Abs,
  Acos,
  Acosh,
  Add,
  AddN,
  Asin,
  Asinh,
  Atan,
  Atanh,
  Cast,
  type CastAttrs,
  Ceil,
  ClipByValue,
  type ClipByValueAttrs,
  Cos,
  Cosh,
  Elu,
  EluGrad,
  Equal,
  Erf,
  Exp,
  Expm1,
  Floor,
  FloorDiv,
  Greater,
  GreaterEqual,
  Identity,
  IsFinite,
  IsInf,
  IsNan,
  LeakyRelu,
  type LeakyReluAttrs,
  Less,
  LessEqual,
  Log,
  Log1p,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  LogicalXor,
  Maximum,
  Minimum,
  Mod,
  Multiply,
  Neg,
  NotEqual,
  Pow,
  Prelu,
  RealDiv,
  Reciprocal,
  Relu,
  Relu6,
  Round,
  Rsqrt,
  Select,
  Selu,
  Sigmoid,
  Sign,
  Sin,
  Sinh,
  Softplus,
  Sqrt,
  Square,
  SquaredDifference,
  Step,
  type StepAttrs,
  Sub,
  Tan,
  Tanh,
  upcastType,
} from "@tensorflow/tfjs-core";
import { make } from "../make.js";
import type { ComparisonName, DType, Node, UnaryName } from "../node.js";
import {
  add,
  binary,
  cast,
  div,
  greater,
  greaterEqual,
  type Kernel,
  type Kernels,
  kernel,
  less,
  maximum,
  minimum,
  mul,
  not,
  reshape,
  select,
  sub,
  unary,
} from "./kernel.js";

/** A function of floats. */
const float = (op: UnaryName): Kernel => unary((x) => make(op, [cast(x, "float32")]));
/** A function that leaves the dtype as it is. */
const any = (op: UnaryName): Kernel => unary((x) => make(op, [x]));
/** A function that does nothing to integers. */
const rounding = (op: UnaryName): Kernel => unary((x) => (x.dtype === "float32" ? make(op, [x]) : x));
const comparison = (op: ComparisonName): Kernel => binary((a, b) => make(op, [a, b]));
const logical = (op: "and" | "or"): Kernel => binary((a, b) => make(op, [a, b]));
const one = (op: UnaryName, x: Node): Node => make(op, [x]);

// Klambauer 2017, https://arxiv.org/abs/1706.02515
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** exp(x) - 1 for x below zero; above, where it is not used, it stays finite. */
const exponentialLessOne = (x: Node) => sub(one("exp", minimum(x, 0)), 1);

/** A condition of one axis chooses rows. */
function rowsOf(condition: Node, t: Node): Node {
  if (condition.shape.length !== 1 || t.shape.length <= 1) return condition;
  return reshape(condition, [condition.shape[0]!, ...t.shape.slice(1).map(() => 1)]);
}

/** Kernels that work entry by entry. */
export const elementwise: Kernels = {
  [Abs]: any("abs"),
  [Acos]: float("acos"),
  [Acosh]: float("acosh"),
  [Add]: binary(add),
  [AddN]: (inputs) => Object.values(inputs).reduce((sum, x) => add(sum, x)),
  [Asin]: float("asin"),
  [Asinh]: float("asinh"),
  [Atan]: float("atan"),
  [Atanh]: float("atanh"),
  [Cast]: kernel<CastAttrs>(({ x }, { dtype }) => cast(x!, dtype as DType)),
  [Ceil]: rounding("ceil"),
  [ClipByValue]: kernel<ClipByValueAttrs>(({ x }, { clipValueMin, clipValueMax }) =>
    x!.dtype === "float32"
      ? make("clip", [x!], { low: clipValueMin, high: clipValueMax })
      : minimum(maximum(x!, clipValueMin), clipValueMax),
  ),
  [Cos]: float("cos"),
  [Cosh]: float("cosh"),
  [Elu]: unary((x) => select(greaterEqual(x, 0), x, exponentialLessOne(x))),
  [EluGrad]: ({ dy, y }) => select(greaterEqual(y!, 0), dy!, mul(dy!, add(y!, 1))),
  [Equal]: comparison("equal"),
  [Erf]: float("erf"),
  [Exp]: float("exp"),
  [Expm1]: unary((x) => sub(one("exp", cast(x, "float32")), 1)),
  [Floor]: rounding("floor"),
  [FloorDiv]: binary((a, b) => cast(one("floor", div(cast(a, "float32"), cast(b, "float32"))), "int32")),
  [Greater]: comparison("greater"),
  [GreaterEqual]: comparison("greaterEqual"),
  [Identity]: unary((x) => x),
  [IsFinite]: unary((x) => not(make("or", [make("isNan", [x]), make("isInf", [x])]))),
  [IsInf]: unary((x) => make("isInf", [x])),
  [IsNan]: unary((x) => make("isNan", [x])),
  [LeakyRelu]: kernel<LeakyReluAttrs>(({ x }, { alpha }) => make("leakyRelu", [cast(x!, "float32")], { alpha })),
  [Less]: comparison("less"),
  [LessEqual]: comparison("lessEqual"),
  [Log]: float("log"),
  [Log1p]: unary((x) => one("log", add(cast(x, "float32"), 1))),
  [LogicalAnd]: logical("and"),
  [LogicalNot]: unary(not),
  [LogicalOr]: logical("or"),
  [LogicalXor]: binary((a, b) => not(make("equal", [a, b]))),
  [Maximum]: binary(maximum),
  [Minimum]: binary(minimum),
  [Mod]: binary((a, b) => {
    const [x, y] = [cast(a, "float32"), cast(b, "float32")];
    return cast(sub(x, mul(y, one("floor", div(x, y)))), a.dtype);
  }),
  [Multiply]: binary(mul),
  [Neg]: any("neg"),
  [NotEqual]: binary((a, b) => not(make("equal", [a, b]))),
  [Pow]: binary((a, b) => make("pow", [a, b])),
  [Prelu]: ({ x, alpha }) => select(less(x!, 0), mul(x!, alpha!), x!),
  [RealDiv]: binary((a, b) => div(cast(a, "float32"), cast(b, "float32"))),
  [Reciprocal]: float("reciprocal"),
  [Relu]: any("relu"),
  [Relu6]: unary((x) => minimum(one("relu", x), 6)),
  [Round]: rounding("round"),
  [Rsqrt]: unary((x) => div(1, one("sqrt", cast(x, "float32")))),
  [Select]: ({ condition, t, e }) => {
    const dtype = upcastType(t!.dtype, e!.dtype) as DType;
    return select(rowsOf(condition!, t!), cast(t!, dtype), cast(e!, dtype));
  },
  [Selu]: unary((x) => mul(select(greaterEqual(x, 0), x, mul(exponentialLessOne(x), SELU_ALPHA)), SELU_SCALE)),
  [Sigmoid]: float("sigmoid"),
  [Sign]: any("sign"),
  [Sin]: float("sin"),
  [Sinh]: float("sinh"),
  [Softplus]: float("softplus"),
  [Sqrt]: float("sqrt"),
  [Square]: unary((x) => mul(x, x)),
  [SquaredDifference]: binary((a, b) => {
    const difference = sub(a, b);
    return mul(difference, difference);
  }),
  [Step]: kernel<StepAttrs>(({ x }, { alpha }) => cast(select(greater(x!, 0), 1, alpha), x!.dtype)),
  [Sub]: binary(sub),
  [Tan]: float("tan"),
  [Tanh]: float("tanh"),
};
