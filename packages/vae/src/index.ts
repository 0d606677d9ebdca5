export { type AnnealedCapacityOptions, annealedCapacity, capacityVaeRecipe } from "./annealed-capacity.js";
export {
  AutoregressivePrior,
  type AutoregressivePriorNetworks,
  type AutoregressivePriorSettings,
  type CreateAutoregressivePriorOptions,
  createAutoregressivePrior,
} from "./autoregressive-prior.js";
export {
  AutoregressiveVqVae,
  type AutoregressiveVqVaeNetworks,
  type AutoregressiveVqVaeSettings,
  autoregressiveVqVaeRecipe,
  type CreateAutoregressiveVqVaeOptions,
  createAutoregressiveVqVae,
} from "./autoregressive-vq-vae.js";
export {
  CodeVae,
  type CodeVaeNetworks,
  type CodeVaeSettings,
  type CreateCodeVaeOptions,
  createCodeVae,
} from "./code-vae.js";
export {
  ConditionalVae,
  type ConditionalVaeSettings,
  type CreateConditionalVaeOptions,
  conditionalVaeRecipe,
  createConditionalVae,
} from "./conditional-vae.js";
export { betaTcVaeRecipe, type DecomposedElboOptions, decomposedElbo } from "./decomposed-elbo.js";
export { type DisentangledPriorOptions, dipVaeRecipe, disentangledPrior } from "./disentangled-prior.js";
export { type ElboOptions, elbo } from "./elbo.js";
export {
  type CreateFactorVaeOptions,
  createFactorVae,
  FactorVae,
  type FactorVaeNetworks,
  type FactorVaeSettings,
  factorVaeRecipe,
} from "./factor-vae.js";
export {
  type CreateFlowPriorOptions,
  createFlowPrior,
  FlowPrior,
  type FlowPriorNetworks,
  type FlowPriorSettings,
} from "./flow-prior.js";
export {
  type CreateFlowVaeOptions,
  createFlowVae,
  FlowVae,
  type FlowVaeNetworks,
  type FlowVaeSettings,
  flowVaeRecipe,
} from "./flow-vae.js";
export { type ImportanceWeightedOptions, importanceWeighted, iwaeRecipe } from "./importance-weighted.js";
export { type InformationElboOptions, informationElbo, infoVaeRecipe } from "./information-elbo.js";
export {
  type CreateLadderVaeOptions,
  createLadderVae,
  LadderVae,
  type LadderVaeNetworks,
  type LadderVaeSettings,
  ladderVaeRecipe,
} from "./ladder-vae.js";
export type { CausalNetwork } from "./parts/causal-network.js";
export type { VaeNetworksOptions } from "./parts/networks.js";
export type { LatentModel, Objective } from "./parts/objective.js";
export { type CreateTabularVaeOptions, createTabularVae, tabularVaeRecipe } from "./tabular-vae.js";
export {
  type CreateTwoStageVaeOptions,
  createTwoStageVae,
  TwoStageVae,
  type TwoStageVaeNetworks,
  type TwoStageVaeSettings,
  twoStageVaeRecipe,
} from "./two-stage-vae.js";
export { type CreateVaeOptions, createVae, Vae, type VaeNetworks, type VaeSettings, vaeRecipe } from "./vae.js";
export { type CreateVampVaeOptions, createVampVae, VampVae, type VampVaeSettings, vampVaeRecipe } from "./vamp-vae.js";
export {
  type CreateVqVaeOptions,
  createVqVae,
  VqVae,
  type VqVaeNetworks,
  type VqVaeSettings,
  vqVaeRecipe,
} from "./vq-vae.js";
