export * from "../../../../packages/wasm/dist/index.js";
