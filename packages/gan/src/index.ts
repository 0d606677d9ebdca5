export { augmentImages } from "./augment-images.js";
export { type CreateGanOptions, createGan } from "./create-gan.js";
export { type CreateInfoGanOptions, createInfoGan } from "./create-info-gan.js";
export { Gan, type GanNetworks } from "./gan.js";
export type { Augment, GanSettings, Penalty, PenaltyInputs } from "./gan-settings.js";
export { InfoGan, type InfoGanNetworks } from "./info-gan.js";
export type { InfoGanSettings } from "./info-gan-settings.js";
export type { Prior } from "./noise.js";
