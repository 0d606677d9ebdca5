export type { Activation } from "./activations/activation.js";
export { elu, gelu, identity, relu, selu, sigmoid, silu, softplus, tanh } from "./activations/activations.js";
export { leakyRelu } from "./activations/leaky-relu.js";
export { BatchNorm, type BatchNormOptions } from "./batch-norm.js";
export { ConvTranspose2d, type ConvTranspose2dOptions } from "./conv-transpose2d.js";
export { Conv2d, type Conv2dOptions } from "./conv2d.js";
export { Dropout, type DropoutOptions } from "./dropout.js";
export { flatten } from "./flatten.js";
export { GroupNorm, type GroupNormOptions } from "./group-norm.js";
export { constantInitializer } from "./initializers/constant-initializer.js";
export type { Fan, Initializer } from "./initializers/initializer.js";
export { normalInitializer } from "./initializers/normal-initializer.js";
export { orthogonal } from "./initializers/orthogonal.js";
export {
  fanInUniform,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
} from "./initializers/variance-scaling.js";
export { LayerNorm, type LayerNormOptions } from "./layer-norm.js";
export { Linear, type LinearOptions } from "./linear.js";
export type { Padding } from "./padding.js";
export { reshapeTo } from "./reshape-to.js";
export { Sequential } from "./sequential.js";
export { upsample } from "./upsample.js";
