import {
  add,
  elu as eluOperation,
  erf,
  mul,
  relu as reluOperation,
  selu as seluOperation,
  sigmoid as sigmoidOperation,
  softplus as softplusOperation,
  type Tensor,
  tanh as tanhOperation,
} from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";

/** `y = x`. */
export function identity(x: Tensor): Tensor {
  return x;
}

/** `y = max(x, 0)`. Nair & Hinton 2010, https://www.cs.toronto.edu/~hinton/absps/reluICML.pdf */
export function relu(x: Tensor): Tensor {
  return reluOperation(toFloat(x));
}

/** `y = x` where `x > 0`, `exp(x) - 1` elsewhere. Clevert et al. 2015, https://arxiv.org/abs/1511.07289 */
export function elu(x: Tensor): Tensor {
  return eluOperation(toFloat(x));
}

/** `y = 1.0507 x` where `x > 0`, `1.7581 (exp(x) - 1)` elsewhere. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515 */
export function selu(x: Tensor): Tensor {
  return seluOperation(toFloat(x));
}

/** `y = x sigmoid(x)`, also called swish. Ramachandran et al. 2017, https://arxiv.org/abs/1710.05941 */
export function silu(x: Tensor): Tensor {
  const y = toFloat(x);
  return mul(y, sigmoidOperation(y));
}

/** `y = x Φ(x)`, exact, with Φ the normal distribution function. Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415 */
export function gelu(x: Tensor): Tensor {
  const y = toFloat(x);
  return mul(mul(0.5, y), add(1, erf(mul(y, Math.SQRT1_2))));
}

/** `y = log(1 + exp(x))`. Dugas et al. 2001, https://papers.nips.cc/paper/1920 */
export function softplus(x: Tensor): Tensor {
  return softplusOperation(toFloat(x));
}

/** `y = tanh(x)`. */
export function tanh(x: Tensor): Tensor {
  return tanhOperation(toFloat(x));
}

/** `y = 1 / (1 + exp(-x))`. */
export function sigmoid(x: Tensor): Tensor {
  return sigmoidOperation(toFloat(x));
}
