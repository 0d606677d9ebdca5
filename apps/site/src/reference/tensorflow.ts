export * from "../../../../packages/tensorflow/dist/index.js";
