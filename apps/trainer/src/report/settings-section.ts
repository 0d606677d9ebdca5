import { isObject } from "../config/run-config.js";
import { escaped, table } from "./html.js";
import type { ReportRun } from "./report-run.js";

/** The settings of the runs: of several those that differ, then all. */
export function settingsSection(runs: readonly ReportRun[]): string {
  const settings = runs.map(({ config }) => new Map(settingsOf("", config)));
  const keys = [...new Set(settings.flatMap((one) => [...one.keys()]))];
  const differing = keys.filter((key) => new Set(settings.map((one) => one.get(key))).size > 1);
  const rows = (of: readonly string[]) => of.map((key) => [key, ...settings.map((one) => one.get(key) ?? "")]);
  const heading = runs.length > 1 ? ["", ...runs.map(({ name }) => name)] : [];
  return [
    differing.length > 0 ? `<h3>differ</h3>${table(heading, rows(differing))}` : "",
    `<details><summary>all ${keys.length}</summary>${table(heading, rows(keys))}</details>`,
  ].join("");
}

/** Where and when each run trained. */
export function environmentSection(runs: readonly ReportRun[]): string {
  return runs
    .flatMap(({ name, environments }) =>
      environments.map((environment) => {
        const facts = Object.entries(environment).map(([fact, value]) => [fact, `${value}`]);
        return `${runs.length > 1 ? `<h3>${escaped(name)}</h3>` : ""}${table([], facts)}`;
      }),
    )
    .join("");
}

const LONGEST = 120;

function settingsOf(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => settingsOf(path === "" ? key : `${path}.${key}`, inner));
  }
  const text = JSON.stringify(value) ?? "";
  return [[path, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text]]; // names of held-out images are many
}
