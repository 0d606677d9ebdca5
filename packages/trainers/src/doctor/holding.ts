import type { SettingAdvice } from "./fault.js";
import { among } from "./present.js";

/** For a discriminator that no other penalty holds. */
export const byPenalty = (whom: string): SettingAdvice => ({
  words: `hold ${whom} by a gradient penalty`,
  settings: { penalty: "r1" },
  where: { penalty: among("none") },
});

/** For a discriminator that no penalty holds, which holds it as well. */
export const bySpectralNorm = (whom: string): SettingAdvice => ({
  words: `hold ${whom} by spectral norm`,
  settings: { spectralNorm: "on" },
  where: { spectralNorm: among("auto", "off", false), penalty: among("none") },
});
