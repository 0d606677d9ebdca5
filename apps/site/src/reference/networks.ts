export * from "../../../../packages/networks/dist/index.js";
