export { type CreateGanOptions, createGan, Gan, type GanNetworks, type GanSettings, ganRecipe } from "./gan.js";
export {
  type CreateInfoGanOptions,
  createInfoGan,
  InfoGan,
  type InfoGanNetworks,
  type InfoGanSettings,
  infoGanRecipe,
} from "./info-gan.js";
export { augmentImages } from "./parts/augment-images.js";
export type { Augment } from "./parts/augmentation.js";
export type { Prior } from "./parts/noise.js";
export type { Penalty, PenaltyInputs } from "./parts/penalties.js";
export { r3GanRecipe } from "./r3-gan.js";
export { type CreateTabularGanOptions, createTabularGan, tabularGanRecipe } from "./tabular-gan.js";
export { wganGpRecipe } from "./wgan-gp.js";
