export * from "../../../../packages/layers/dist/index.js";
