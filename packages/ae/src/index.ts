export {
  Autoencoder,
  type AutoencoderNetworks,
  autoencoderRecipe,
  type CreateAutoencoderOptions,
  createAutoencoder,
} from "./autoencoder.js";
export {
  ContractiveAutoencoder,
  type ContractiveAutoencoderSettings,
  type CreateContractiveAutoencoderOptions,
  contractiveAutoencoderRecipe,
  createContractiveAutoencoder,
} from "./contractive-autoencoder.js";
export {
  type CreateDenoisingAutoencoderOptions,
  createDenoisingAutoencoder,
  DenoisingAutoencoder,
  type DenoisingAutoencoderSettings,
  denoisingAutoencoderRecipe,
} from "./denoising-autoencoder.js";
export { type Corruption, type Ends, gaussianNoise, maskingNoise, saltAndPepper } from "./parts/corruption.js";
export type { CorruptionName } from "./parts/corruption-settings.js";
export {
  type DecoderInputs,
  type DecoderRegularizer,
  gradientPenalty,
  weightDecay,
} from "./parts/decoder-regularizer.js";
export { absoluteSparsity, klSparsity, type Sparsity } from "./parts/sparsity.js";
export type { SparsityName } from "./parts/sparsity-settings.js";
export {
  type ExampleMap,
  type SquaredJacobianNormOptions,
  squaredJacobianNorm,
} from "./parts/squared-jacobian-norm.js";
export {
  type CreateRegularizedAutoencoderOptions,
  createRegularizedAutoencoder,
  RegularizedAutoencoder,
  type RegularizedAutoencoderSettings,
  regularizedAutoencoderRecipe,
} from "./regularized-autoencoder.js";
export {
  type CreateSparseAutoencoderOptions,
  createSparseAutoencoder,
  SparseAutoencoder,
  type SparseAutoencoderSettings,
  sparseAutoencoderRecipe,
} from "./sparse-autoencoder.js";
