export { type OpenTensorflowOptions, openTensorflowExecutor } from "./node/open-tensorflow-executor.js";
