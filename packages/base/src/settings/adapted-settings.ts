import { setting, type WithDefault } from "./make-setting.js";
import type { OptionalSetting, Setting } from "./setting.js";

/** What the model chooses itself unless it is given. */
export function orAuto<Given, Value>(of: Setting<Given, Value>): OptionalSetting<Given | "auto", Value | "auto"> {
  return setting<Given | "auto", Value | "auto", WithDefault<"auto">>(
    {
      about: of.about,
      kind: of.kind.type === "words" ? { type: "words", words: ["auto", ...of.kind.words] } : of.kind,
      expected: `${of.expected}, or "auto"`,
      accepts: (value) => value === "auto" || of.accepts(value),
      read: (value) => (value === "auto" ? "auto" : of.read(value)),
    },
    { default: "auto" },
  ) as OptionalSetting<Given | "auto", Value | "auto">;
}

/** The same setting with another default. */
export function withDefault<Given, Value>(
  { source: _, ...of }: Setting<Given, Value>,
  byDefault: NoInfer<Given>,
  source?: string,
): OptionalSetting<Given, Value> {
  return { ...of, default: byDefault, ...(source !== undefined && { source }) };
}
