export { type OpenTensorflowOptions, openTensorflowExecutor } from "./node/open-tensorflow-executor.js";
export { tensorflowVersion } from "./node/tensorflow-version.js";
