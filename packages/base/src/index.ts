export { arrayBatchOf, ndArrayOf } from "./array-batch-of.js";
export { crc32 } from "./crc32.js";
export { describe } from "./describe.js";
export { GenlabError } from "./genlab-error.js";
export { type ArrayBatch, type GivenArray, type GivenBatch, type NdArray, type Numbers, sizeOf } from "./nd-array.js";
export { nearest, suggestion } from "./nearest.js";
export { numbersOf } from "./numbers-of.js";
export { optionsOf } from "./options-of.js";
export { refuseUnknown } from "./refuse-unknown.js";
export {
  requireBooleans,
  requireClasses,
  requireCounts,
  requireDecays,
  requireFinite,
  requireFunctions,
  requireMethods,
  requireNonNegative,
  requireOneOf,
  requirePositive,
  requireShares,
  requireSizes,
  withoutSchedules,
} from "./require.js";
export { orAuto, withDefault } from "./settings/adapted-settings.js";
export { completeSettings, fillSettings, pick } from "./settings/complete-settings.js";
export { setting, type WithDefault } from "./settings/make-setting.js";
export { count, counts, flag, number, type Range, rate, share, weight } from "./settings/number-settings.js";
export {
  type Filled,
  type Given,
  isSetting,
  type Kind,
  type OptionalSetting,
  type Setting,
  type Settings,
  sentenceOf,
  textOf,
  type Values,
} from "./settings/setting.js";
export { choice, type OwnValue, oneOf, ownFunction, ownMethods, switchOrAuto } from "./settings/word-settings.js";
