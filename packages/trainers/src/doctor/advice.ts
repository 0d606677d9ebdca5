import type { Settings } from "@genlab/core";
import type { Advice, RunFigures, SettingAdvice } from "./fault.js";

/** What to try as a sentence, with options of the command line: `Let codes restart that are hardly used (`--set model.restartBelow=0.05`); …`. */
export function remedyOf(
  remedies: readonly Advice[],
  { settings, given = {} }: Pick<RunFigures, "settings" | "given">,
): string {
  const isFor = (advice: Advice) =>
    typeof advice === "string" || !settings || (isTaken(advice, settings) && isNews(advice, settings, given));
  const words = remedies.filter(isFor).map(wordsOf);
  const [first = "", ...rest] = words.join("; ");
  return `${first.toUpperCase()}${rest.join("")}.`;
}

function isTaken(advice: SettingAdvice, settings: Settings): boolean {
  return Object.entries(advice.settings).every(([name, value]) => {
    if (!Object.hasOwn(settings, name)) return false;
    const { kind, accepts } = settings[name]!;
    // as JSON; models are given the function that it stands for
    return (kind.type === "rate" && typeof value === "object") || accepts(value);
  });
}

/** Whether the run neither has it, nor goes further already, nor would lose by it what it has. */
function isNews({ where = {} }: SettingAdvice, settings: Settings, given: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(where).every(([name, isSo]) => {
    const present = given[name] ?? settings[name]?.default;
    return present === undefined || isSo(present);
  });
}

function wordsOf(advice: Advice): string {
  if (typeof advice === "string") return advice;
  const options = Object.entries(advice.settings).map(([name, value]) =>
    typeof value === "object" ? `--set 'model.${name}=${JSON.stringify(value)}'` : `--set model.${name}=${value}`,
  );
  return `${advice.words} (\`${options.join(" ")}\`)`;
}
