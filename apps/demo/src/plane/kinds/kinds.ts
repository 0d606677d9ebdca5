import { aae } from "./aae.js";
import { ae } from "./ae.js";
import { gan } from "./gan.js";
import type { Recipe } from "./kind.js";
import type { Settings, SettingValues, ValuesOf } from "./setting.js";
import { staged } from "./staged.js";
import { vae } from "./vae.js";
import { vaeGan } from "./vae-gan.js";
import { weighted } from "./weighted.js";
import { wganGp } from "./wgan-gp.js";

/** Models of the playground. A new one is a file beside this one, a line here, and its words. */
export const kinds = { ae, vae, gan, "wgan-gp": wganGp, "vae-gan": vaeGan, weighted, aae, staged } as const;

export type KindName = keyof typeof kinds;

type KeysOf<K> = K extends unknown ? keyof K : never;

/** Names of the settings of all kinds. */
export type SettingName = KeysOf<(typeof kinds)[KindName]["settings"]>;

type ValueOf<K> = K extends { readonly settings: infer S extends Settings } ? ValuesOf<S>[keyof S] : never;

/** Words that a setting of some kind can have. */
export type SettingWord = Extract<ValueOf<(typeof kinds)[KindName]>, string>;

export const kindNames = Object.keys(kinds) as readonly KindName[];

/** A kind for whom all kinds are alike. */
interface AnyKind {
  readonly settings: Settings;
  recipe(values: SettingValues): Recipe;
}

/** The kind of a name. Values are checked where they are read. */
export const kindOf = (name: KindName): AnyKind => kinds[name] as unknown as AnyKind;

/** The settings with which a kind begins. */
export const initialValues = (name: KindName): SettingValues =>
  Object.fromEntries(Object.entries(kindOf(name).settings).map(([key, { initial }]) => [key, initial]));
