export { expectGradientsToMatch, type GradientCheckOptions } from "./finite-differences.js";
export { itIsALayer, type LayerSpecification } from "./it-is-a-layer.js";
export { itIsALoss } from "./it-is-a-loss.js";
export { itIsAModel } from "./it-is-a-model.js";
