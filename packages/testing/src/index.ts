export { expectGradientsToMatch, type GradientCheckOptions } from "./finite-differences.js";
export { itIsALayer } from "./it-is-a-layer.js";
export { itIsALoss, type LossCase, type LossSpecification, type TensorValues } from "./it-is-a-loss.js";
export { itIsAModel, type ModelSpecification } from "./it-is-a-model.js";
export { type KernelCase, kernelCases, typesOf, valuesOf, variantsOf } from "./kernel-cases/index.js";
export type { LayerSpecification } from "./layer-specification.js";
export { itIsARuntime } from "./runtime/it-is-a-runtime.js";
export type { RuntimeSpecification } from "./runtime/runtime-specification.js";
