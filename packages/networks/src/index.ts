export {
  type AutoencoderNetworks,
  type AutoencoderNetworksOptions,
  autoencoderNetworks,
} from "./autoencoder-networks.js";
export {
  type ConvolutionalDecoderOptions,
  type ConvolutionalEncoderOptions,
  canHalve,
  convolutionalDecoder,
  convolutionalEncoder,
} from "./convolutional.js";
export { type DenseDecoderOptions, type DenseEncoderOptions, denseDecoder, denseEncoder } from "./dense.js";
export { type MlpOptions, mlp } from "./mlp.js";
