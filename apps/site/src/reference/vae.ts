export * from "../../../../packages/vae/dist/index.js";
