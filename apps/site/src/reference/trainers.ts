export * from "../../../../packages/trainers/dist/index.js";
