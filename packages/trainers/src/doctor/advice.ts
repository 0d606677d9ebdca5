import type { Settings } from "@genlab/core";
import type { Advice } from "./fault.js";

/** What to try as a sentence, with options of the command line: `Let codes restart that are hardly used (`--set model.restartBelow=0.05`); …`. */
export function remedyOf(remedies: readonly Advice[], settings?: Settings): string {
  const words = remedies.filter((advice) => settings === undefined || isFor(settings, advice)).map(wordsOf);
  const [first = "", ...rest] = words.join("; ");
  return `${first.toUpperCase()}${rest.join("")}.`;
}

function isFor(settings: Settings, advice: Advice): boolean {
  if (typeof advice === "string") return true;
  return Object.entries(advice.settings).every(([name, value]) => {
    if (!Object.hasOwn(settings, name)) return false;
    const { kind, accepts } = settings[name]!;
    // as JSON; models are given the function that it stands for
    return (kind.type === "rate" && typeof value === "object") || accepts(value);
  });
}

function wordsOf(advice: Advice): string {
  if (typeof advice === "string") return advice;
  const options = Object.entries(advice.settings).map(([name, value]) =>
    typeof value === "object" ? `--set 'model.${name}=${JSON.stringify(value)}'` : `--set model.${name}=${value}`,
  );
  return `${advice.words} (\`${options.join(" ")}\`)`;
}
