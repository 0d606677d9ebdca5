export * from "../../../../packages/hybrid/dist/index.js";
