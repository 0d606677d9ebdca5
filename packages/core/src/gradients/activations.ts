import {
  cast,
  Elu,
  exp,
  greater,
  LeakyRelu,
  type LeakyReluAttrs,
  less,
  mul,
  onesLike,
  Prelu,
  Relu,
  Relu6,
  Selu,
  Sigmoid,
  Softmax,
  type SoftmaxAttrs,
  Softplus,
  sigmoid,
  softmax,
  square,
  step,
  sub,
  sum,
  Tanh,
  type Tensor,
  tanh,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { broadcasting, type Definitions, unary } from "./definition.js";

// Klambauer 2017, https://arxiv.org/abs/1706.02515
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Activation functions. At a kink the slope is the one to the left, as PyTorch has it. */
export const activations: Definitions = {
  [Elu]: unary((dy, x) => mul(dy, exponentialSlope(x))),
  [LeakyRelu]: unary<LeakyReluAttrs>((dy, x, { alpha }) => mul(dy, step(x, alpha))),
  [Prelu]: broadcasting({
    x: (dy, x, alpha) => where(greater(x, 0), dy, mul(dy, alpha)),
    alpha: (dy, x) => where(greater(x, 0), zerosLike(dy), mul(dy, x)),
  }),
  [Relu]: unary((dy, x) => mul(dy, step(x))),
  [Relu6]: unary((dy, x) => mul(dy, mul(step(x), cast(less(x, 6), "float32")))),
  [Selu]: unary((dy, x) =>
    mul(dy, mul(SELU_SCALE, where(greater(x, 0), onesLike(x), mul(SELU_ALPHA, exponentialSlope(x))))),
  ),
  [Sigmoid]: unary((dy, x) => {
    const y = sigmoid(x);
    return mul(dy, mul(y, sub(1, y)));
  }),
  [Softmax]: unary<SoftmaxAttrs>((dy, logits, { dim }) => {
    const y = softmax(logits, dim);
    return mul(y, sub(dy, sum(mul(dy, y), dim, true)));
  }, "logits"),
  [Softplus]: unary((dy, x) => mul(dy, sigmoid(x))),
  [Tanh]: unary((dy, x) => mul(dy, sub(1, square(tanh(x))))),
};

/** exp(x) where x <= 0, and 1 above. The exponential never sees a positive number, of which the slope could be infinite. */
const exponentialSlope = (x: Tensor) => exp(where(greater(x, 0), zerosLike(x), x));
