export type { Activation } from "./activations/activation.js";
export { elu, gelu, identity, relu, selu, sigmoid, silu, softplus, tanh } from "./activations/activations.js";
export { leakyRelu } from "./activations/leaky-relu.js";
export { type AttentionPast, CausalAttention, type CausalAttentionOptions } from "./attention/causal-attention.js";
export { MultiHeadAttention, type MultiHeadAttentionOptions } from "./attention/multi-head-attention.js";
export { SelfAttention2d, type SelfAttention2dOptions } from "./attention/self-attention2d.js";
export { augmentColor } from "./augmentation/augment-color.js";
export { augmentCutout } from "./augmentation/augment-cutout.js";
export { augmentTranslation } from "./augmentation/augment-translation.js";
export { differentiableAugmentation } from "./augmentation/differentiable-augmentation.js";
export { drawScaledTurns, type ScaledTurnsOptions, type SpatialMap } from "./augmentation/draw-scaled-turns.js";
export { averagePool } from "./average-pool.js";
export { BatchNorm, type BatchNormOptions } from "./batch-norm.js";
export type { CarriedValues, CarriesValues, ValueFlow, ValueOrder } from "./carries-values.js";
export { CodeMixture, type CodeMixtureOptions } from "./code-mixture.js";
export { appendCondition } from "./conditional/append-condition.js";
export { type ConditionedContext, conditionOf, withCondition } from "./conditional/condition.js";
export { ConditionalBatchNorm, type ConditionalBatchNormOptions } from "./conditional/conditional-batch-norm.js";
export { Film, type FilmOptions } from "./conditional/film.js";
export { ConvTranspose2d, type ConvTranspose2dOptions } from "./conv-transpose2d.js";
export { Conv2d, type Conv2dOptions } from "./conv2d.js";
export { DepthwiseConv2d, type DepthwiseConv2dOptions } from "./depthwise-conv2d.js";
export { type DiagonalGaussian, diagonalGaussian } from "./diagonal-gaussian.js";
export { drawClasses } from "./draw-classes.js";
export { drawIndices } from "./draw-indices.js";
export { Dropout, type DropoutOptions } from "./dropout.js";
export { Embedding, type EmbeddingOptions } from "./embedding.js";
export { EqualizedRate, type EqualizedRateOptions } from "./equalized-rate.js";
export { FiniteScalarQuantizer, type FiniteScalarQuantizerOptions } from "./finite-scalar-quantizer.js";
export { flatten } from "./flatten.js";
export { GaussianNoise, type GaussianNoiseOptions } from "./gaussian-noise.js";
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
export { InstanceNorm, type InstanceNormOptions } from "./instance-norm.js";
export { LayerNorm, type LayerNormOptions } from "./layer-norm.js";
export { Linear, type LinearOptions } from "./linear.js";
export { Maxout, type MaxoutOptions } from "./maxout.js";
export { minibatchDeviation } from "./minibatch-deviation.js";
export { oneHotOf } from "./one-hot.js";
export type { Padding } from "./padding.js";
export { pixelNorm } from "./pixel-norm.js";
export { pixelShuffle } from "./pixel-shuffle.js";
export { type PytorchVariable, pytorchLayout } from "./pytorch-layout.js";
export type { Quantization, Quantizer } from "./quantizer.js";
export { reparameterize } from "./reparameterize.js";
export { reshapeTo } from "./reshape-to.js";
export type { BlockOptions } from "./residual/block-options.js";
export { type DownBlockOptions, downBlock } from "./residual/down-block.js";
export { preActivationBlock } from "./residual/pre-activation-block.js";
export { Residual, type ResidualOptions } from "./residual/residual.js";
export { type ResidualBlockOptions, residualBlock } from "./residual/residual-block.js";
export { upBlock } from "./residual/up-block.js";
export { RunningGaussian, type RunningGaussianOptions } from "./running-gaussian.js";
export { Sequential, type SequentialOptions } from "./sequential.js";
export { SpectralNorm, type SpectralNormOptions } from "./spectral-norm.js";
export { stopGradient } from "./stop-gradient.js";
export { straightThrough } from "./straight-through.js";
export { upsample } from "./upsample.js";
export { VectorQuantizer, type VectorQuantizerOptions } from "./vector-quantizer.js";
export type { WeightedLayer } from "./weighted-layer.js";
