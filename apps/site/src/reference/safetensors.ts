export * from "../../../../packages/safetensors/dist/index.js";
