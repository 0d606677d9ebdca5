import { describeSeconds } from "../terminal/words.js";
import { version } from "../version.js";
import { codesSection } from "./codes-section.js";
import { curves } from "./curves.js";
import { doctorSection } from "./doctor-section.js";
import { figuresSection } from "./figures-section.js";
import { healthSection } from "./health-section.js";
import { escaped, section } from "./html.js";
import { modelSection } from "./model-section.js";
import { picturesSection } from "./pictures-section.js";
import type { ReportRun } from "./report-run.js";
import { script } from "./script.js";
import { environmentSection, settingsSection } from "./settings-section.js";
import { style } from "./style.js";

export interface ReportHtmlOptions {
  /** Of the sweep that the runs are the best of: what stands above them, as HTML. */
  readonly overview?: string;
  /** Has a browser read it again after so many seconds, as it is written anew meanwhile. Default: never. */
  readonly again?: number | undefined;
}

/** One run, or several side by side, as one HTML page that needs nothing else. */
export function reportHtml(runs: readonly ReportRun[], { overview = "", again }: ReportHtmlOptions = {}): string {
  const title = runs.map(({ name }) => name).join(", ");
  const health = runs.map((run) => {
    const of = healthSection(run);
    return runs.length > 1 && of !== "" ? `<h3>${escaped(run.name)}</h3>${of}` : of;
  });
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)}</title>`,
    again === undefined ? "" : `<meta http-equiv="refresh" content="${again}">`,
    // no page of the network could be asked for, nor anything be sent there
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none';img-src data:;style-src 'unsafe-inline';script-src 'unsafe-inline'"><style>${style}</style></head><body>`,
    `<header><h1>${escaped(title)}</h1>${runs.map((run) => `<p>${escaped(summaryOf(run, runs.length > 1))}</p>`).join("")}</header><main>`,
    section("Runs", overview),
    section("The doctor", doctorSection(runs)),
    section("Pictures", picturesSection(runs)),
    section("Losses", curves(runs)),
    section("Figures", figuresSection(runs)),
    section("Samples, codes, players", modelSection(runs) + codesSection(runs)),
    section("Gradient health", health.join("")),
    section("Settings", settingsSection(runs)),
    section("Environment", environmentSection(runs)),
    `</main><footer><p class="note">Written by genlab ${escaped(version)}.</p></footer><script>${script}</script></body></html>\n`,
  ].join("");
}

function summaryOf({ name, config, log }: ReportRun, isNamed: boolean): string {
  const { model, data } = config as {
    readonly model?: { readonly type?: string };
    readonly data?: { readonly type?: string };
  };
  const last = log.at(-1);
  const done = last ? `step ${last.step} after ${describeSeconds(last.seconds)}` : "no step was logged yet";
  return `${isNamed ? `${name}: ` : ""}${model?.type ?? "a model"} on ${data?.type ?? "data"}, ${done}`;
}
