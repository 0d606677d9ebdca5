export { type CreateVaeOptions, createVae } from "./create-vae.js";
export { Vae, type VaeNetworks, type VaeSettings } from "./vae.js";
