export { arrayBatchOf, ndArrayOf } from "./array-batch-of.js";
export { completeSettings, type Defaults } from "./complete-settings.js";
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
