export * from "../../../../packages/genlab/dist/choose-executor.js";
export * from "../../../../packages/genlab/dist/compute.js";
export * from "../../../../packages/genlab/dist/fit.js";
export * from "../../../../packages/genlab/dist/sample.js";
