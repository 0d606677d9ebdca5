export * from "../../../../packages/data/dist/node.js";
