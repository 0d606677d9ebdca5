export * from "../../../../packages/onnx/dist/index.js";
