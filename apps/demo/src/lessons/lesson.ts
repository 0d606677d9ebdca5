import type { KindName } from "../plane/kinds/kinds.js";
import type { SettingValues } from "../plane/kinds/setting.js";
import type { LayerName } from "../plane/layers.js";

/** A model of a figure: one of the playground's, with the settings that are not its initial ones. */
export interface Cast {
  readonly kind: KindName;
  readonly values: SettingValues;
}

/** What is drawn of all models together. */
export type ChartKind = "modes" | "onMode" | "kl" | "gradients";

/** Models that start side by side, and train so many steps. */
export interface Opening {
  /** By the names that the words have for them. */
  readonly cast: Readonly<Record<string, Cast>>;
  readonly steps: number;
  readonly chart: ChartKind;
}

/** Settings that all models of another act have from there on, for so many steps more. */
export interface Turn {
  readonly after: string;
  readonly settings: SettingValues;
  readonly steps: number;
}

/** What a button makes happen. */
export type Act = Opening | Turn;

export interface Lesson {
  /** By name, in the order of the buttons. The first one is an opening. */
  readonly acts: Readonly<Record<string, Act>>;
  readonly layers: readonly LayerName[];
}

export const isTurn = (act: Act): act is Turn => "after" in act;

/** A lesson with the names of its acts and models. */
export const lesson = <const L extends Lesson>(made: L): L => made;

/** The act of a name, or the first one. */
export const actOf = ({ acts }: Lesson, name: string): string =>
  Object.hasOwn(acts, name) ? name : Object.keys(acts)[0]!;

/** The act that put the models on the stage. */
export function openingOf({ acts }: Lesson, name: string): Opening {
  const act = acts[name]!;
  return isTurn(act) ? openingOf({ acts, layers: [] }, act.after) : act;
}
