export { areaUnderRoc } from "./area-under-roc.js";
export { type BitsPerDimensionOptions, bitsPerDimension } from "./bits-per-dimension.js";
export { type CopySets, copyDistance } from "./copy-distance.js";
export { type DensityCoverage, type DensityCoverageOptions, densityCoverage } from "./density-coverage.js";
export {
  type DisentanglementCompletenessInformativeness,
  type DisentanglementCompletenessInformativenessOptions,
  disentanglementCompletenessInformativeness,
} from "./disentanglement-completeness-informativeness.js";
export { type EncodeDataOptions, encodeData } from "./encode-data.js";
export {
  type EstimateLogLikelihoodOptions,
  estimateLogLikelihood,
  type LogLikelihood,
} from "./estimate-log-likelihood.js";
export { type FactorVaeScore, type FactorVaeScoreOptions, factorVaeScore } from "./factor-vae-score.js";
export {
  type FeatureLikelihoodDivergence,
  type FeatureSets,
  featureLikelihoodDivergence,
} from "./feature-likelihood-divergence.js";
export {
  type FitGaussianMixtureOptions,
  fitGaussianMixture,
  type GaussianMixtureFit,
} from "./fit-gaussian-mixture.js";
export { frechetDistance } from "./frechet-distance.js";
export { importanceWeightedBound } from "./importance-weighted-bound.js";
export { type JensenShannonDistanceOptions, jensenShannonDistance } from "./jensen-shannon-distance.js";
export { kernelDistance } from "./kernel-distance.js";
export { labelEntropy } from "./label-entropy.js";
export { type ModeCoverage, type ModeCoverageOptions, modeCoverage } from "./mode-coverage.js";
export {
  MultivariateGaussianMixture,
  type MultivariateGaussianMixtureOptions,
} from "./multivariate-gaussian-mixture.js";
export {
  type MutualInformationGap,
  type MutualInformationGapOptions,
  mutualInformationGap,
} from "./mutual-information-gap.js";
export { type PeakSignalToNoiseRatioOptions, peakSignalToNoiseRatio } from "./peak-signal-to-noise-ratio.js";
export { type PrecisionRecall, type PrecisionRecallOptions, precisionRecall } from "./precision-recall.js";
export type { Rows } from "./rows.js";
export {
  type SeparatedAttributePredictability,
  type SeparatedAttributePredictabilityOptions,
  separatedAttributePredictability,
} from "./separated-attribute-predictability.js";
