export * from "../../../../packages/ae/dist/index.js";
