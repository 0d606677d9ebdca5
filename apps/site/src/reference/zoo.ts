export * from "../../../../packages/zoo/dist/index.js";
