import { describe } from "../describe.js";
import { GenlabError } from "../genlab-error.js";
import { nearest } from "../nearest.js";
import { refuseUnknown } from "../refuse-unknown.js";
import { type Filled, type Kind, type Settings, textOf, type Values } from "./setting.js";

/**
 * Every setting as it may be given: the given ones, and the defaults of the others.
 *
 * @param owner what the settings are of, for errors: `Vae`
 * @throws GenlabError for what is no object, a setting that there is not, one that is missing, and a value that it does not accept.
 */
export function fillSettings<S extends Settings>(owner: string, settings: S, given: object): Filled<S> {
  if (typeof given !== "object" || given === null) {
    const names = Object.keys(settings).sort().join(", ");
    throw new GenlabError(`The settings of ${owner} are ${describe(given)}. Expected an object of these: ${names}.`);
  }
  refuseUnknown(owner, given, settings);
  const filled = Object.entries(settings).map(([name, { default: byDefault, kind, expected, accepts }]) => {
    const own: unknown = Reflect.get(given, name);
    const value = own === undefined ? byDefault : own;
    if (!accepts(value)) {
      throw new GenlabError(
        `\`${name}\` of ${owner} is ${describe(value)}. Expected ${expected}.${guess(value, kind)}`,
      );
    }
    return [name, value];
  });
  return Object.fromEntries(filled) as Filled<S>;
}

/** The word that a slip of the keyboard was to be. */
function guess(value: unknown, kind: Kind): string {
  const near = kind.type === "words" && typeof value === "string" ? nearest(value, kind.words) : undefined;
  return near === undefined ? "" : ` Did you mean ${textOf(near)}?`;
}

/**
 * The value of every setting: of the given ones, and of the defaults of the others.
 *
 * @param owner what the settings are of, for errors: `Vae`
 * @throws GenlabError for what is no object, a setting that there is not, one that is missing, and a value that it does not accept.
 */
export function completeSettings<S extends Settings>(owner: string, settings: S, given: object): Values<S> {
  const filled: Readonly<Record<string, unknown>> = fillSettings(owner, settings, given);
  const values = Object.entries(settings).map(([name, setting]) => [name, setting.read(filled[name])]);
  return Object.fromEntries(values) as Values<S>;
}

/** Those of some values that belong to some settings. */
export function pick<S extends Settings, V extends { readonly [Name in keyof S]?: unknown }>(
  values: V,
  settings: S,
): Pick<V, keyof S & keyof V> {
  const picked = Object.keys(settings).filter((name) => Object.hasOwn(values, name));
  return Object.fromEntries(picked.map((name) => [name, Reflect.get(values, name)])) as Pick<V, keyof S & keyof V>;
}
