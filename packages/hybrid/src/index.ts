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
} from "./autoencoder-in-gan.js";
export { Began, type BeganNetworks, type BeganSettings } from "./began.js";
export {
  BiGan,
  type BiGanNetworks,
  type BiGanSettings,
  biGanRecipe,
  type CreateBiGanOptions,
  createBiGan,
} from "./bi-gan.js";
export { type CreateAutoencoderInGanOptions, createAutoencoderInGan } from "./create-autoencoder-in-gan.js";
export { type CreateBeganOptions, createBegan } from "./create-began.js";
export { type CreateEbganOptions, createEbgan } from "./create-ebgan.js";
export { type CreateSoftIntroVaeOptions, createSoftIntroVae } from "./create-soft-intro-vae.js";
export { type CreateStagedAutoencoderGanOptions, createStagedAutoencoderGan } from "./create-staged-autoencoder-gan.js";
export { type CreateVaeGanOptions, createVaeGan } from "./create-vae-gan.js";
export { type CreateVqGanOptions, createVqGan } from "./create-vq-gan.js";
export { type CreateWeightedVaeGanOptions, createWeightedVaeGan } from "./create-weighted-vae-gan.js";
export { Ebgan, type EbganNetworks, type EbganSettings } from "./ebgan.js";
export { FeatureDiscriminator, type FeatureDiscriminatorNetworks } from "./parts/feature-discriminator.js";
export {
  JointDiscriminator,
  type JointDiscriminatorNetworks,
  type PairDiscriminator,
} from "./parts/joint-discriminator.js";
export type { HybridNetworksOptions } from "./parts/networks.js";
export { RunningGaussian, type RunningGaussianOptions } from "./parts/running-gaussian.js";
export { SoftIntroVae, type SoftIntroVaeNetworks, type SoftIntroVaeSettings } from "./soft-intro-vae.js";
export {
  StagedAutoencoderGan,
  type StagedAutoencoderGanNetworks,
  type StagedAutoencoderGanSettings,
} from "./staged-autoencoder-gan.js";
export {
  type CreateSupervisedAdversarialAutoencoderOptions,
  createSupervisedAdversarialAutoencoder,
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderNetworks,
  type SupervisedAdversarialAutoencoderSettings,
  supervisedAdversarialAutoencoderRecipe,
} from "./supervised-adversarial-autoencoder.js";
export { VaeGan, type VaeGanNetworks, type VaeGanSettings } from "./vae-gan.js";
export {
  type CreateVeeganOptions,
  createVeegan,
  Veegan,
  type VeeganNetworks,
  type VeeganSettings,
  veeganRecipe,
} from "./veegan.js";
export { VqGan } from "./vq-gan.js";
export type { VqGanNetworks, VqGanSettings } from "./vq-gan-settings.js";
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
export { WeightedVaeGan, type WeightedVaeGanNetworks, type WeightedVaeGanSettings } from "./weighted-vae-gan.js";
