export { canStoreImages, type StoreImagesOptions, storeImages } from "./browser/store-images.js";
export type { GivenImage, ImageShape, StoredImages, StoredValues } from "./browser/stored.js";
export {
  type FindStoredOptions,
  findStoredImages,
  forgetStoredImages,
  type OpenStoredOptions,
  openStoredImages,
  type StoredRows,
} from "./browser/stored-images.js";
