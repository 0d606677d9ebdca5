import type { Settings } from "@genlab/core";
import { models } from "@genlab/zoo";
import type { RunConfig } from "./run-config.js";
import { unreadBy } from "./settle-network.js";
import { isWithoutVariance } from "./without-unread.js";

/** The configuration with all settings of its model, so that it gives the same run whatever later versions have for defaults. */
export function noteSettings(config: RunConfig): RunConfig {
  const { type, ...given } = config.model;
  const settings: Settings = models[type as keyof typeof models]?.settings ?? {};
  const unread = [
    ...(given.network === undefined ? [] : unreadBy(type, given.network)),
    ...(isWithoutVariance(config.model, config.data) ? ["variance"] : []),
  ];
  const left = Object.entries(settings).filter(([name, setting]) => "default" in setting && !unread.includes(name));
  const defaults = Object.fromEntries(left.map(([name, setting]) => [name, setting.default]));
  return { ...config, model: { type, ...defaults, ...given } };
}
