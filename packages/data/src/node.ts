export { downloadFile } from "./node/download-file.js";
export { type DownloadMnistOptions, downloadMnist } from "./node/download-mnist.js";
export type { DownloadFileOptions, DownloadOptions, DownloadProgress } from "./node/download-options.js";
export { type LoadMnistOptions, loadMnist } from "./node/load-mnist.js";
export { readIdxFile } from "./node/read-idx-file.js";
