export { cacheFolderFor, type Surroundings } from "./node/cache-folder.js";
export { type CsvRowsOptions, csvRows, delimiterOf } from "./node/csv-rows.js";
export { type DownloadDatasetOptions, downloadDataset } from "./node/download-dataset.js";
export { downloadFile } from "./node/download-file.js";
export { downloadMnist } from "./node/download-mnist.js";
export type { DownloadFileOptions, DownloadOptions, DownloadProgress } from "./node/download-options.js";
export { fileBytes } from "./node/file-bytes.js";
export { byName } from "./node/images/by-name.js";
export { type DecodedImages, decodeImages } from "./node/images/decode-images.js";
export type { DecodeImagesOptions } from "./node/images/decode-options.js";
export { checkFaults, type FaultsOptions } from "./node/images/faults.js";
export {
  type FindImagesOptions,
  type FoundImage,
  type FoundImages,
  findImages,
  namesakes,
} from "./node/images/find-images.js";
export type { Fault } from "./node/images/for-each-image.js";
export type { ImageSource, OpenEntry, SourceEntry } from "./node/images/image-source.js";
export { imageKinds, remedyForKind } from "./node/images/kinds.js";
export { type LoadedImages, type LoadImagesOptions, loadImages } from "./node/images/load-images.js";
export { archiveKinds, isImagePlace } from "./node/images/open-source.js";
export type { ImageFit, ImageShape } from "./node/images/read-image.js";
export type { Reading, ReadingDisplay } from "./node/images/reading-display.js";
export type { Sharp, SharpMetadata, SharpOptions, SharpPipeline, SharpResizeOptions } from "./node/images/sharp.js";
export { inMegabytes } from "./node/images/value-file.js";
export { type LoadDatasetOptions, loadDataset } from "./node/load-dataset.js";
export { type LoadMnistOptions, loadMnist } from "./node/load-mnist.js";
export { type DatasetName, type PublishedDataset, publishedDatasets } from "./node/published-datasets.js";
export { readIdxFile } from "./node/read-idx-file.js";
