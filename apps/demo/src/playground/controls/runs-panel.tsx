import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
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
  const { runsTitle, runsHint, runLost, runRefused } = words.value;
  const summary = useRef<HTMLElement>(null);
  const isLost = useSignal(false);
  const others = lab.keeper.runs.value.filter(({ id }) => id !== lab.keeper.id);
  const news = [isLost.value && runLost, lab.keeper.isRefused.value && runRefused].filter((text) => text !== false);
  if (others.length === 0 && news.length === 0) return null;
  const remove = (id: string) => {
    const next = others.length > 1 ? summary.current : document.getElementById("content");
    next?.focus(); // the button goes with its row
    void lab.keeper.remove(id);
  };
  const open = async (id: string) => {
    isLost.value = !(await lab.recall(id));
    if (isLost.peek()) remove(id);
  };
  return (
    <>
      {others.length > 0 && (
        <details class="panel runs">
          <summary ref={summary}>{runsTitle(others.length)}</summary>
          <ul>
            {others.map((run) => (
              <Run key={run.id} lab={lab} run={run} open={open} remove={remove} />
            ))}
          </ul>
          <p class="hint">{runsHint}</p>
        </details>
      )}
      {news.map((text) => (
        <p key={text} class="hint" role="status">
          {text}
        </p>
      ))}
    </>
  );
}

interface RunProps {
  readonly lab: Lab;
  readonly run: KeptRun;
  readonly open: (id: string) => Promise<void>;
  readonly remove: (id: string) => void;
}

function Run({ lab, run, open, remove }: RunProps) {
  const { kinds, data: dataNames, runOf, ofRun, openRun, overlayRun, removeRun } = words.value;
  const { models, data, seed } = readState(run.parameters);
  const name = runOf(models.map(({ kind }) => kinds[kind]).join(", "), dataNames[data], seed);
  const { id, step, time } = run;
  const when = `${words.value.stepAt(step)}, ${timeOf(time)}`;
  const labelOf = (what: string) => ofRun(what, `${name}, ${when}`);
  return (
    <li>
      <span class="run-name">{name}</span>
      <span class="run-when">{when}</span>
      <div class="buttons">
        <Button label={labelOf(openRun)} onClick={() => void open(id)}>
          {openRun}
        </Button>
        <Switch
          label={overlayRun}
          name={labelOf(overlayRun)}
          value={lab.overlaid.value.has(id)}
          onChange={(value) => void lab.overlay(id, value)}
        />
        <Button label={labelOf(removeRun)} onClick={() => remove(id)}>
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
