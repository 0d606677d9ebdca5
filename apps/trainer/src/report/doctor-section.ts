import { describeChange } from "../remedies/change.js";
import { escaped } from "./html.js";
import type { ReportRun } from "./report-run.js";

/** What the doctor said of each run. */
export function doctorSection(runs: readonly ReportRun[]): string {
  return runs
    .map((run) => `${runs.length > 1 ? `<h3>${escaped(run.name)}</h3>` : ""}${saidOf(run)}${changesOf(run)}`)
    .join("");
}

function changesOf({ changes }: ReportRun): string {
  const items = changes.map((change) => `<li>${escaped(describeChange(change))}</li>`);
  return items.length === 0 ? "" : `<h4>Changed since it began</h4><ul class="changes">${items.join("")}</ul>`;
}

function saidOf({ diagnoses, health }: ReportRun): string {
  const times = health.filter(({ phases }) => phases).length;
  if (diagnoses.length === 0) {
    return times === 0
      ? '<p class="note">Nothing was measured yet.</p>'
      : `<p class="well">Nothing is wrong, as far as can be seen in ${times} ${times === 1 ? "measurement" : "measurements"}.</p>`;
  }
  return diagnoses
    .map(
      ({ since, title, evidence, words, remedy }) =>
        `<article class="fault"><h4>Since step ${since} ${escaped(title)}</h4><p>${escaped(`${evidence[0]!.toUpperCase()}${evidence.slice(1)}.`)}</p><p>${escaped(words)}</p><p><b>To try:</b> ${escaped(remedy)}</p></article>`,
    )
    .join("");
}
