import "./prepare.js";

// all names of these packages, of which a bundler drops what is not used; where two types share a name, one of them is said
export type { AutoencoderNetworks } from "@genlab/ae";
export * from "@genlab/ae";
export * from "@genlab/core";
export * from "@genlab/data";
export * from "@genlab/gan";
export * from "@genlab/hybrid";
export type { LinearOptions } from "@genlab/layers";
export * from "@genlab/layers";
export * from "@genlab/losses";
export * from "@genlab/metrics";
export * from "@genlab/networks";
export * from "@genlab/optim";
export { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
export * from "@genlab/trainers";
export * from "@genlab/vae";
export * from "@genlab/zoo";
export { type ChooseExecutorOptions, chooseExecutor } from "./choose-executor.js";
export { type Computed, type ComputeOptions, compute } from "./compute.js";
export { type FitOptions, fit } from "./fit.js";
export { type SampleOptions, sample } from "./sample.js";
