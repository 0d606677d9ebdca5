import { GenlabError, type Rng, requireRng } from "@genlab/core";
import { mul, type Tensor } from "@tensorflow/tfjs-core";
import type { Fan } from "./initializer.js";

/** `U(-a, a)` with `a = sqrt(6 / (fan.in + fan.out))`. Glorot & Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html */
export function glorotUniform(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return uniform(shape, Math.sqrt(6 / (fan.in + fan.out)), rng);
}

/** `N(0, 2 / (fan.in + fan.out))`. Glorot & Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html */
export function glorotNormal(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return normal(shape, Math.sqrt(2 / (fan.in + fan.out)), rng);
}

/** `U(-a, a)` with `a = sqrt(6 / fan.in)`, for ReLU. He et al. 2015, https://arxiv.org/abs/1502.01852 */
export function heUniform(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return uniform(shape, Math.sqrt(6 / fan.in), rng);
}

/** `N(0, 2 / fan.in)`, for ReLU. He et al. 2015, https://arxiv.org/abs/1502.01852 */
export function heNormal(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return normal(shape, Math.sqrt(2 / fan.in), rng);
}

/** `U(-a, a)` with `a = sqrt(3 / fan.in)`. LeCun et al. 1998, http://yann.lecun.com/exdb/publis/pdf/lecun-98b.pdf */
export function lecunUniform(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return uniform(shape, Math.sqrt(3 / fan.in), rng);
}

/** `N(0, 1 / fan.in)`, for SELU. LeCun et al. 1998, http://yann.lecun.com/exdb/publis/pdf/lecun-98b.pdf */
export function lecunNormal(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return normal(shape, Math.sqrt(1 / fan.in), rng);
}

/**
 * `U(-a, a)` with `a = 1 / sqrt(fan.in)`: PyTorch's default for weights and biases of linear and convolutional layers, and so
 * ours. https://pytorch.org/docs/stable/generated/torch.nn.Linear.html
 */
export function fanInUniform(shape: readonly number[], fan: Fan, rng: Rng): Tensor {
  return uniform(shape, Math.sqrt(1 / fan.in), rng);
}

function uniform(shape: readonly number[], limit: number, rng: Rng): Tensor {
  requireScale(limit);
  requireRng("An initializer", rng);
  return rng.uniform(shape, -limit, limit);
}

function normal(shape: readonly number[], deviation: number, rng: Rng): Tensor {
  requireScale(deviation);
  requireRng("An initializer", rng);
  return mul(rng.normal(shape), deviation);
}

function requireScale(scale: number): void {
  if (Number.isFinite(scale)) return;
  throw new GenlabError("An initializer got a fan that is none. Give { in, out }: two numbers above 0.");
}
