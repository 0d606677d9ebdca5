export * from "../../../../packages/onnx/dist/node.js";
