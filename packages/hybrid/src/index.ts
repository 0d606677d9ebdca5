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
} from "./autoencoder-in-gan.js";
export { Began, type BeganNetworks, type BeganSettings } from "./began.js";
export { BiGan, type BiGanNetworks, type BiGanSettings } from "./bi-gan.js";
export {
  type CreateAdversarialAutoencoderOptions,
  createAdversarialAutoencoder,
} from "./create-adversarial-autoencoder.js";
export { type CreateAgeOptions, createAge } from "./create-age.js";
export { type CreateAlphaGanOptions, createAlphaGan } from "./create-alpha-gan.js";
export { type CreateAutoencoderInGanOptions, createAutoencoderInGan } from "./create-autoencoder-in-gan.js";
export { type CreateBeganOptions, createBegan } from "./create-began.js";
export { type CreateBiGanOptions, createBiGan } from "./create-bi-gan.js";
export { type CreateEbganOptions, createEbgan } from "./create-ebgan.js";
export { type CreateSoftIntroVaeOptions, createSoftIntroVae } from "./create-soft-intro-vae.js";
export { type CreateStagedAutoencoderGanOptions, createStagedAutoencoderGan } from "./create-staged-autoencoder-gan.js";
export {
  type CreateSupervisedAdversarialAutoencoderOptions,
  createSupervisedAdversarialAutoencoder,
} from "./create-supervised-adversarial-autoencoder.js";
export { type CreateVaeGanOptions, createVaeGan } from "./create-vae-gan.js";
export { type CreateVeeganOptions, createVeegan } from "./create-veegan.js";
export { type CreateVqGanOptions, createVqGan } from "./create-vq-gan.js";
export { type CreateWaeMmdOptions, createWaeMmd } from "./create-wae-mmd.js";
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
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderNetworks,
  type SupervisedAdversarialAutoencoderSettings,
} from "./supervised-adversarial-autoencoder.js";
export { VaeGan, type VaeGanNetworks, type VaeGanSettings } from "./vae-gan.js";
export { Veegan, type VeeganNetworks, type VeeganSettings } from "./veegan.js";
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
export { WaeMmd, type WaeMmdNetworks, type WaeMmdSettings } from "./wae-mmd.js";
export { WeightedVaeGan, type WeightedVaeGanNetworks, type WeightedVaeGanSettings } from "./weighted-vae-gan.js";
