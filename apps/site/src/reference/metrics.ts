export * from "../../../../packages/metrics/dist/index.js";
