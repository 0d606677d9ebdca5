export * from "../../../../packages/losses/dist/index.js";
