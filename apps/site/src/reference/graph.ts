export * from "../../../../packages/graph/dist/index.js";
