export {
  AdversarialAutoencoder,
  type AdversarialAutoencoderNetworks,
  type AdversarialAutoencoderSettings,
} from "./adversarial-autoencoder.js";
export { Age, type AgeNetworks, type AgeSettings } from "./age.js";
export { AlphaGan, type AlphaGanNetworks, type AlphaGanSettings } from "./alpha-gan.js";
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
export { BiGan, type BiGanNetworks, type BiGanSettings } from "./bi-gan.js";
export {
  type CreateAdversarialAutoencoderOptions,
  createAdversarialAutoencoder,
} from "./create-adversarial-autoencoder.js";
export { type CreateAgeOptions, createAge } from "./create-age.js";
export { type CreateAlphaGanOptions, createAlphaGan } from "./create-alpha-gan.js";
export { type CreateBiGanOptions, createBiGan } from "./create-bi-gan.js";
export {
  type CreateSupervisedAdversarialAutoencoderOptions,
  createSupervisedAdversarialAutoencoder,
} from "./create-supervised-adversarial-autoencoder.js";
export { type CreateVeeganOptions, createVeegan } from "./create-veegan.js";
export { type CreateWaeMmdOptions, createWaeMmd } from "./create-wae-mmd.js";
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
export { RunningGaussian, type RunningGaussianOptions } from "./parts/running-gaussian.js";
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
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderNetworks,
  type SupervisedAdversarialAutoencoderSettings,
} from "./supervised-adversarial-autoencoder.js";
export {
  type CreateVaeGanOptions,
  createVaeGan,
  VaeGan,
  type VaeGanNetworks,
  type VaeGanSettings,
  vaeGanRecipe,
} from "./vae-gan.js";
export { Veegan, type VeeganNetworks, type VeeganSettings } from "./veegan.js";
export { type CreateVqGanOptions, createVqGan, VqGan, type VqGanSettings, vqGanRecipe } from "./vq-gan.js";
export {
  type CreateWaeGanOptions,
  createWaeGan,
  WaeGan,
  type WaeGanNetworks,
  type WaeGanSettings,
  waeGanRecipe,
} from "./wae-gan.js";
export { WaeMmd, type WaeMmdNetworks, type WaeMmdSettings } from "./wae-mmd.js";
export {
  type CreateWeightedVaeGanOptions,
  createWeightedVaeGan,
  WeightedVaeGan,
  type WeightedVaeGanNetworks,
  type WeightedVaeGanSettings,
  weightedVaeGanRecipe,
} from "./weighted-vae-gan.js";
