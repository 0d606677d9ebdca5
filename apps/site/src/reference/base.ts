export * from "../../../../packages/base/dist/index.js";
