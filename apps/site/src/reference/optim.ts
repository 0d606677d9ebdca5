export * from "../../../../packages/optim/dist/index.js";
