export type { BackendLoader, LoadRequest } from "./backend-loader.js";
export { type BackendChoice, type ChooseBackendOptions, chooseBackend, type SkippedBackend } from "./choose-backend.js";
export { prepareBackend } from "./prepare-backend.js";
