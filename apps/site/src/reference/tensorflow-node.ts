export * from "../../../../packages/tensorflow/dist/node.js";
