export * from "../../../../packages/backends/dist/index.js";
