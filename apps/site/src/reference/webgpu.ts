export * from "../../../../packages/webgpu/dist/index.js";
