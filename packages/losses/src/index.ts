export {
  type AdversarialLoss,
  adversarialLoss,
  type LogitCosts,
  type SeparableAdversarialLoss,
} from "./adversarial/adversarial-loss.js";
export { BoundaryEquilibrium, type BoundaryEquilibriumOptions } from "./adversarial/boundary-equilibrium.js";
export { categoricalInformation } from "./adversarial/categorical-information.js";
export { type EnergyBasedOptions, energyBased } from "./adversarial/energy-based.js";
export { featureMatching } from "./adversarial/feature-matching.js";
export { gaussianInformation } from "./adversarial/gaussian-information.js";
export { generatorCost } from "./adversarial/generator-cost.js";
export { hinge } from "./adversarial/hinge.js";
export { leastSquares } from "./adversarial/least-squares.js";
export { minimax } from "./adversarial/minimax.js";
export { nonSaturating } from "./adversarial/non-saturating.js";
export { type LabelSmoothingOptions, oneSidedLabelSmoothing } from "./adversarial/one-sided-label-smoothing.js";
export { relativistic } from "./adversarial/relativistic.js";
export { relativisticAverage } from "./adversarial/relativistic-average.js";
export { wasserstein } from "./adversarial/wasserstein.js";
export { bernoulliKl } from "./divergence/bernoulli-kl.js";
export { capacity } from "./divergence/capacity.js";
export { categoricalKl } from "./divergence/categorical-kl.js";
export { densityRatioTotalCorrelation } from "./divergence/density-ratio-total-correlation.js";
export { type DriftFieldOptions, driftField } from "./divergence/drift-field.js";
export { type FreeBitsOptions, freeBits } from "./divergence/free-bits.js";
export { gaussianKernel } from "./divergence/gaussian-kernel.js";
export { gaussianKl } from "./divergence/gaussian-kl.js";
export { gaussianKlBetween } from "./divergence/gaussian-kl-between.js";
export { gaussianKlPerDimension } from "./divergence/gaussian-kl-per-dimension.js";
export { inverseMultiquadraticKernel } from "./divergence/inverse-multiquadratic-kernel.js";
export type { Kernel, KernelOptions } from "./divergence/kernel.js";
export {
  type KlDecomposition,
  klDecomposition,
  type Posterior,
  type TotalCorrelationOptions,
} from "./divergence/kl-decomposition.js";
export { maximumMeanDiscrepancy } from "./divergence/maximum-mean-discrepancy.js";
export { permuteDimensions } from "./divergence/permute-dimensions.js";
export { gumbelNoise } from "./gumbel-noise.js";
export { bernoulli } from "./likelihood/bernoulli.js";
export { continuousBernoulli } from "./likelihood/continuous-bernoulli.js";
export { DecoderLikelihood, type DecoderLikelihoodParts } from "./likelihood/decoder-likelihood.js";
export { type GaussianOptions, gaussian } from "./likelihood/gaussian.js";
export { LearnedGaussian, type LearnedGaussianOptions } from "./likelihood/learned-gaussian.js";
export type { Likelihood } from "./likelihood/likelihood.js";
export { likelihoodFor, squaredErrorFor } from "./likelihood/likelihood-for.js";
export { squaredErrorLikelihood } from "./likelihood/squared-error-likelihood.js";
export { TabularLikelihood, type TabularLikelihoodOptions } from "./likelihood/tabular-likelihood.js";
export { logSoftmax } from "./log-softmax.js";
export { type BatchLoss, type Loss, meanOverBatch } from "./loss.js";
export { type DraganPenaltyOptions, draganPenalty } from "./penalties/dragan-penalty.js";
export type { Judge } from "./penalties/gradient-norms.js";
export { type OrthogonalPenaltyOptions, orthogonalPenalty } from "./penalties/orthogonal-penalty.js";
export { pullAway } from "./penalties/pull-away.js";
export { type R1PenaltyOptions, r1Penalty } from "./penalties/r1-penalty.js";
export { type R2PenaltyOptions, r2Penalty } from "./penalties/r2-penalty.js";
export {
  type WassersteinGradientPenaltyOptions,
  wassersteinGradientPenalty,
} from "./penalties/wasserstein-gradient-penalty.js";
export { absoluteError } from "./reconstruction/absolute-error.js";
export { binaryCrossEntropy } from "./reconstruction/binary-cross-entropy.js";
export { binaryCrossEntropyFromLogits } from "./reconstruction/binary-cross-entropy-from-logits.js";
export { categoricalCrossEntropy } from "./reconstruction/categorical-cross-entropy.js";
export { type FeatureLossOptions, featureLoss } from "./reconstruction/feature-loss.js";
export { type FixedVarianceGaussianOptions, fixedVarianceGaussian } from "./reconstruction/fixed-variance-gaussian.js";
export { gaussianNegativeLogLikelihood } from "./reconstruction/gaussian-negative-log-likelihood.js";
export { type HuberOptions, huber } from "./reconstruction/huber.js";
export {
  type MultiScaleOptions,
  multiScaleStructuralSimilarity,
} from "./reconstruction/multi-scale-structural-similarity.js";
export type { SimilarityOptions } from "./reconstruction/similarity-maps.js";
export { squaredError } from "./reconstruction/squared-error.js";
export { structuralSimilarity } from "./reconstruction/structural-similarity.js";
export { type ErrorName, errorSetting } from "./settings/error-setting.js";
export {
  type GameName,
  gameSetting,
  type SeparableGameName,
  separableGameSetting,
  smoothed,
} from "./settings/game-setting.js";
export { type KernelName, kernelOf, kernelSetting } from "./settings/kernel-setting.js";
export { type LikelihoodName, likelihoodOf, likelihoodSettings } from "./settings/likelihood-settings.js";
export { numbersBeside, type SplitChoices, splitChoices } from "./split-choices.js";
