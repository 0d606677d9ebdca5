export { expectGradientsToMatch, type GradientCheckOptions } from "./finite-differences.js";
export { itIsALayer } from "./it-is-a-layer.js";
export { itIsALoss, type LossCase, type LossSpecification, type TensorValues } from "./it-is-a-loss.js";
export { itIsAModel, type ModelSpecification } from "./it-is-a-model.js";
export type { LayerSpecification } from "./layer-specification.js";
