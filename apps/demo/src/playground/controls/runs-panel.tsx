import { Button } from "../../parts/button.js";
import { Switch } from "../../parts/switch.js";
import type { KeptRun } from "../../past-runs/run-store.js";
import { language } from "../../shell/preferences.js";
import type { Lab } from "../lab.js";
import { readState } from "../state.js";
import { words } from "../words.js";

const DAY = 24 * 60 * 60 * 1000;

/** Runs that the browser has kept: to open again, or to lay over those that are here. */
export function RunsPanel({ lab }: { readonly lab: Lab }) {
  const { runsTitle, runsHint } = words.value;
  const others = lab.keeper.runs.value.filter(({ id }) => id !== lab.keeper.id);
  if (others.length === 0) return null;
  return (
    <details class="panel runs">
      <summary>{runsTitle(others.length)}</summary>
      <ul>
        {others.map((run) => (
          <Run key={run.id} lab={lab} run={run} />
        ))}
      </ul>
      <p class="hint">{runsHint}</p>
    </details>
  );
}

function Run({ lab, run }: { readonly lab: Lab; readonly run: KeptRun }) {
  const { kinds, data: dataNames, runOf, openRun, overlayRun, removeRun } = words.value;
  const { models, data, seed } = readState(run.parameters);
  const name = runOf(models.map(({ kind }) => kinds[kind]).join(", "), dataNames[data], seed);
  const { id, step, time } = run;
  return (
    <li>
      <span class="run-name">{name}</span>
      <span class="run-when">
        {words.value.stepAt(step)}, {timeOf(time)}
      </span>
      <div class="buttons">
        <Button onClick={() => void lab.recall(id)}>{openRun}</Button>
        <Switch
          label={overlayRun}
          value={lab.overlaid.value.has(id)}
          onChange={(value) => void lab.overlay(id, value)}
        />
        <Button label={removeRun(name)} onClick={() => void lab.keeper.remove(id)}>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
    </li>
  );
}

/** The time of today, or the date. */
function timeOf(time: number): string {
  const style = Date.now() - time < DAY ? ({ timeStyle: "short" } as const) : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(language.value, style).format(time);
}
