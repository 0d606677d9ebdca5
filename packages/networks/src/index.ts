export {
  type AdversarialNetworks,
  type AdversarialNetworksOptions,
  adversarialNetworks,
} from "./adversarial-networks.js";
export {
  type AutoencoderNetworks,
  type AutoencoderNetworksOptions,
  autoencoderNetworks,
} from "./autoencoder-networks.js";
export { channelsFor } from "./channels-for.js";
export { type AskedNetwork, type ChosenNetwork, chosenNetwork } from "./chosen-network.js";
export {
  type ConvolutionalDecoderOptions,
  type ConvolutionalEncoderOptions,
  convolutionalDecoder,
  convolutionalEncoder,
} from "./convolutional.js";
export { type DcganDiscriminatorOptions, dcganDiscriminator } from "./dcgan-discriminator.js";
export { type DcganGeneratorOptions, dcganGenerator } from "./dcgan-generator.js";
export { type DenseDecoderOptions, type DenseEncoderOptions, denseDecoder, denseEncoder } from "./dense.js";
export { canHalve, canHalveEvenly, cropped, halvings, type ImageShape } from "./halvings.js";
export { type MlpOptions, mlp } from "./mlp.js";
export { type MlpDiscriminatorOptions, mlpDiscriminator } from "./mlp-discriminator.js";
export { type MlpGeneratorOptions, mlpGenerator } from "./mlp-generator.js";
export { type NetworkForOptions, networkFor } from "./network-for.js";
export { batchNormFor, type Norm, noNormFor } from "./norm.js";
export { ProjectionHead, type ProjectionHeadOptions } from "./projection-head.js";
export { type R3NetworksOptions, r3Networks, r3Settings } from "./r3-networks.js";
export { type ResidualDecoderOptions, residualDecoder } from "./residual-decoder.js";
export { type ResidualDiscriminatorOptions, residualDiscriminator } from "./residual-discriminator.js";
export { residualDoubling } from "./residual-doubling.js";
export { type ResidualEncoderOptions, residualEncoder } from "./residual-encoder.js";
export { type ResidualGeneratorOptions, residualGenerator } from "./residual-generator.js";
export { type HalvingOptions, residualHalving } from "./residual-halving.js";
export { type ActivationName, activationSetting } from "./settings/activation-setting.js";
export { adversarialSettings } from "./settings/adversarial-settings.js";
export { type ChannelsPlan, type ChannelsSetting, channelsSetting } from "./settings/channels-setting.js";
export { coderSettings } from "./settings/coder-settings.js";
export type { JudgementOptions } from "./settings/judgement-settings.js";
export { fromSigned, toSigned } from "./signed.js";
export { unitTanh } from "./unit-tanh.js";
