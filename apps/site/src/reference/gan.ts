export * from "../../../../packages/gan/dist/index.js";
