export { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
export { ContractiveAutoencoder, type ContractiveAutoencoderSettings } from "./contractive-autoencoder.js";
export { type Corruption, type Ends, gaussianNoise, maskingNoise, saltAndPepper } from "./corruption.js";
export {
  type CreateAutoencoderOptions,
  type CreateContractiveAutoencoderOptions,
  type CreateDenoisingAutoencoderOptions,
  type CreateRegularizedAutoencoderOptions,
  type CreateSparseAutoencoderOptions,
  createAutoencoder,
  createContractiveAutoencoder,
  createDenoisingAutoencoder,
  createRegularizedAutoencoder,
  createSparseAutoencoder,
} from "./create.js";
export { type DecoderInputs, type DecoderRegularizer, gradientPenalty, weightDecay } from "./decoder-regularizer.js";
export { DenoisingAutoencoder, type DenoisingAutoencoderSettings } from "./denoising-autoencoder.js";
export { RegularizedAutoencoder, type RegularizedAutoencoderSettings } from "./regularized-autoencoder.js";
export { SparseAutoencoder, type SparseAutoencoderSettings } from "./sparse-autoencoder.js";
export { absoluteSparsity, klSparsity, type Sparsity } from "./sparsity.js";
export { type ExampleMap, type SquaredJacobianNormOptions, squaredJacobianNorm } from "./squared-jacobian-norm.js";
