export * from "../../../../packages/data/dist/index.js";
