export * from "../../../../packages/trainers/dist/node.js";
