export { expectGradientsToMatch, type GradientCheckOptions } from "./finite-differences.js";
export { itIsALayer, type LayerSpecification } from "./it-is-a-layer.js";
export { itIsALoss, type LossCase, type LossSpecification, type TensorValues } from "./it-is-a-loss.js";
export { itIsAModel, type ModelSpecification } from "./it-is-a-model.js";
