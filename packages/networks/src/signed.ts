import { add, mul, sub, type Tensor } from "@tensorflow/tfjs-core";

/** From [0, 1] to [−1, 1]. */
export const toSigned = (x: Tensor): Tensor => sub(mul(x, 2), 1);

/** From [−1, 1] to [0, 1]. */
export const fromSigned = (x: Tensor): Tensor => mul(add(x, 1), 0.5);
