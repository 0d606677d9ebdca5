export { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
export { type Corruption, gaussianNoise, maskingNoise, saltAndPepper } from "./corruption.js";
export {
  type CreateAutoencoderOptions,
  type CreateDenoisingAutoencoderOptions,
  createAutoencoder,
  createDenoisingAutoencoder,
} from "./create.js";
export { DenoisingAutoencoder, type DenoisingAutoencoderSettings } from "./denoising-autoencoder.js";
