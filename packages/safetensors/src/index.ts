export { contentChecksum } from "./content-checksum.js";
export { type DecodedSafetensors, type DecodeOptions, decodeSafetensors } from "./decode-safetensors.js";
export { encodeSafetensors } from "./encode-safetensors.js";
export type { NdArray, NumericArray } from "./nd-array.js";
export { SafetensorsError } from "./safetensors-error.js";
