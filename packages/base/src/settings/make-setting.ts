import { refuseUnknown } from "../refuse-unknown.js";
import type { Kind, OptionalSetting, Setting } from "./setting.js";

export interface WithDefault<Given> {
  readonly default: Given;
  /** Where the default is from: "as the paper has it on MNIST". */
  readonly source?: string | undefined;
}

type Description<Given, Value = Given> = Omit<Setting<Given, Value>, "default" | "read" | "source" | "kind"> & {
  /** Default: another than those that controls are made of. */
  readonly kind?: Kind;
  readonly read?: (value: Given) => Value;
};

export type Made<Given, Value, Options> =
  Options extends WithDefault<Given> ? OptionalSetting<Given, Value> : Setting<Given, Value>;

/** What kinds of settings read; types let others pass, as the options are inferred. */
const READ = { default: undefined, source: undefined, min: undefined, max: undefined, own: undefined };

/**
 * A setting of a kind of its own.
 *
 * @throws GenlabError for an option that no kind reads.
 */
export function setting<Given, Value = Given, const Options extends object = object>(
  { kind = { type: "other" }, read = (value) => value as unknown as Value, ...others }: Description<Given, Value>,
  options?: Options,
): Made<Given, Value, Options> {
  refuseUnknown("A setting", options ?? {}, READ);
  const { default: fallback, source } = (options ?? {}) as Partial<WithDefault<Given>>;
  const byDefault = fallback !== undefined && { default: fallback, ...(source !== undefined && { source }) };
  return { ...others, kind, read, ...byDefault } as Made<Given, Value, Options>;
}

/** A setting whose value is what is given. */
export type Optional<Given, Options> = Made<Given, Given, Options>;
