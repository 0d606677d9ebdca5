import { describe } from "./describe.js";
import { GenlabError } from "./genlab-error.js";
import { refuseUnknown } from "./refuse-unknown.js";
import { requireBooleans, requireFunctions, requireMethods } from "./require.js";

/** Settings with their defaults; `undefined` for one that must be given. */
export type Defaults<Settings> = {
  readonly [Name in keyof Settings]-?: Partial<Pick<Settings, Name>> extends Pick<Settings, Name>
    ? Required<Settings>[Name]
    : undefined;
};

/**
 * Every setting: those that are given, and the defaults of the others. One whose default is a flag, a function or an object of functions is
 * held to be such; one whose default is `null` to be `null` or a function. Numbers are for the caller to check.
 *
 * @param examples what functions may be, by name, for errors
 * @throws GenlabError for a setting that is none, and for one of another kind than its default.
 */
export function completeSettings<Settings extends object>(
  owner: string,
  given: Settings,
  defaults: Defaults<Settings>,
  examples: Readonly<Record<string, string>> = {},
): Required<Settings> {
  if (typeof given !== "object" || given === null) {
    const names = Object.keys(defaults).sort().join(", ");
    throw new GenlabError(`The settings of ${owner} are ${describe(given)}. Expected an object of these: ${names}.`);
  }
  refuseUnknown(owner, given, defaults);
  const meant = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of meant) requireKind(owner, name, value, Reflect.get(defaults, name), examples[name]);
  return { ...defaults, ...Object.fromEntries(meant) } as unknown as Required<Settings>;
}

function requireKind(owner: string, name: string, value: unknown, byDefault: unknown, example = "the default"): void {
  if (typeof byDefault === "boolean") requireBooleans(owner, { [name]: value as boolean });
  if (byDefault === null && value !== null) requireFunctions(owner, { [name]: value }, `${example}, or null`);
  if (typeof byDefault === "function") requireFunctions(owner, { [name]: value }, example);
  const methods = methodsOf(byDefault);
  if (methods.length > 0) requireMethods(owner, { [name]: value }, methods, example);
}

/** The names of the functions that an object, or a function, has as its own. */
function methodsOf(of: unknown): readonly string[] {
  if ((typeof of !== "object" && typeof of !== "function") || of === null || Array.isArray(of)) return [];
  return Object.keys(of).filter((name) => typeof Reflect.get(of, name) === "function");
}
