export { RunningGaussian, type RunningGaussianOptions } from "@genlab/layers";
export {
  AdversarialAutoencoder,
  type AdversarialAutoencoderNetworks,
  type AdversarialAutoencoderSettings,
  adversarialAutoencoderRecipe,
  type CreateAdversarialAutoencoderOptions,
  createAdversarialAutoencoder,
} from "./adversarial-autoencoder.js";
export {
  Age,
  type AgeNetworks,
  type AgeSettings,
  ageRecipe,
  type CreateAgeOptions,
  createAge,
} from "./age.js";
export {
  AlphaGan,
  type AlphaGanNetworks,
  type AlphaGanSettings,
  alphaGanRecipe,
  type CreateAlphaGanOptions,
  createAlphaGan,
} from "./alpha-gan.js";
export {
  AutoencoderInGan,
  type AutoencoderInGanNetworks,
  type AutoencoderInGanSettings,
  autoencoderInGanRecipe,
  type CreateAutoencoderInGanOptions,
  createAutoencoderInGan,
} from "./autoencoder-in-gan.js";
export {
  Began,
  type BeganNetworks,
  type BeganSettings,
  beganRecipe,
  type CreateBeganOptions,
  createBegan,
} from "./began.js";
export {
  BiGan,
  type BiGanNetworks,
  type BiGanSettings,
  biGanRecipe,
  type CreateBiGanOptions,
  createBiGan,
} from "./bi-gan.js";
export {
  type CreateDriftingAutoencoderOptions,
  createDriftingAutoencoder,
  DriftingAutoencoder,
  type DriftingAutoencoderNetworks,
  type DriftingAutoencoderSettings,
  driftingAutoencoderRecipe,
} from "./drifting-autoencoder.js";
export {
  type CreateEbganOptions,
  createEbgan,
  Ebgan,
  type EbganNetworks,
  type EbganSettings,
  ebganRecipe,
} from "./ebgan.js";
export { FeatureDiscriminator, type FeatureDiscriminatorNetworks } from "./parts/feature-discriminator.js";
export {
  JointDiscriminator,
  type JointDiscriminatorNetworks,
  type PairDiscriminator,
} from "./parts/joint-discriminator.js";
export type { HybridNetworksOptions } from "./parts/networks.js";
export type { VqGanNetworks } from "./parts/vq-gan-networks.js";
export {
  type CreateSoftIntroVaeOptions,
  createSoftIntroVae,
  SoftIntroVae,
  type SoftIntroVaeNetworks,
  type SoftIntroVaeSettings,
  softIntroVaeRecipe,
} from "./soft-intro-vae.js";
export {
  type CreateStagedAutoencoderGanOptions,
  createStagedAutoencoderGan,
  StagedAutoencoderGan,
  type StagedAutoencoderGanNetworks,
  type StagedAutoencoderGanSettings,
  stagedAutoencoderGanRecipe,
} from "./staged-autoencoder-gan.js";
export {
  type CreateSupervisedAdversarialAutoencoderOptions,
  createSupervisedAdversarialAutoencoder,
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderNetworks,
  type SupervisedAdversarialAutoencoderSettings,
  supervisedAdversarialAutoencoderRecipe,
} from "./supervised-adversarial-autoencoder.js";
export {
  type CreateVaeGanOptions,
  createVaeGan,
  VaeGan,
  type VaeGanNetworks,
  type VaeGanSettings,
  vaeGanRecipe,
} from "./vae-gan.js";
export {
  type CreateVeeganOptions,
  createVeegan,
  Veegan,
  type VeeganNetworks,
  type VeeganSettings,
  veeganRecipe,
} from "./veegan.js";
export { type CreateVqGanOptions, createVqGan, VqGan, type VqGanSettings, vqGanRecipe } from "./vq-gan.js";
export {
  type CreateWaeGanOptions,
  createWaeGan,
  WaeGan,
  type WaeGanNetworks,
  type WaeGanSettings,
  waeGanRecipe,
} from "./wae-gan.js";
export {
  type CreateWaeMmdOptions,
  createWaeMmd,
  WaeMmd,
  type WaeMmdNetworks,
  type WaeMmdSettings,
  waeMmdRecipe,
} from "./wae-mmd.js";
export {
  type CreateWeightedVaeGanOptions,
  createWeightedVaeGan,
  WeightedVaeGan,
  type WeightedVaeGanNetworks,
  type WeightedVaeGanSettings,
  weightedVaeGanRecipe,
} from "./weighted-vae-gan.js";
