import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.js";
import { saveFile } from "../../parts/save-file.js";
import { TaskButton } from "../../parts/task-button.js";
import { specOf } from "../../plane/plan.js";
import { upTo } from "../../plane/run/curves.js";
import { configurationOf } from "../../session/spec.js";
import { linkTo } from "../../shell/location.js";
import type { Lab } from "../lab.js";
import { curvesCsv } from "../save/curves-csv.js";
import { type State, state, writeState } from "../state.js";
import { words } from "../words.js";
import { CopyButton } from "./copy-button.js";

/** What can be taken away: curves, configurations, an animation, a link. */
export function SavePanel({ lab }: { readonly lab: Lab }) {
  const share = useSignal<number | null>(null);
  const { saveTitle, saveCurves, saveConfiguration, saveGif, savingGif, copyLink, copyBare, copyBareHint } =
    words.value;
  const animate = async () => {
    share.value = 0;
    try {
      const { saveAnimation } = await import("../save/save-animation.js");
      await saveAnimation(lab, (done) => {
        share.value = done;
      });
    } finally {
      share.value = null;
    }
  };
  return (
    <section class="panel" aria-label={saveTitle}>
      <h2>{saveTitle}</h2>
      <div class="buttons">
        <CopyButton textNow={() => linkWith({ until: lab.experiment.step.peek() })}>{copyLink}</CopyButton>
        <CopyButton textNow={() => linkWith({ bare: true, until: 0 })} hint={copyBareHint}>
          {copyBare}
        </CopyButton>
        <Button onClick={() => saveFile("genlab-curves.csv", csvOf(lab), "text/csv")}>{saveCurves}</Button>
        <Button onClick={() => saveFile("genlab-playground.json", configurations(lab), "application/json")}>
          {saveConfiguration}
        </Button>
        <TaskButton task={animate}>{share.value === null ? saveGif : savingGif(share.value)}</TaskButton>
      </div>
    </section>
  );
}

/** To what is here now, in another way. */
const linkWith = (change: Partial<State>): string =>
  new URL(linkTo("playground", writeState({ ...state.peek(), ...change })), location.href).href;

/** The curves up to where the models are. */
const csvOf = ({ experiment }: Lab) =>
  curvesCsv(
    experiment.slots.peek().map(({ step, history: { curves } }, index) => ({
      slot: index + 1,
      kind: state.peek().models[index]?.kind ?? "",
      losses: upTo(curves.losses, step.peek()),
      quality: upTo(curves.quality, step.peek()),
    })),
  );

/** The link, and for each model how it began, as a configuration of the command-line tool, and what was changed when. */
function configurations(lab: Lab): string {
  const { models, changes, ...common } = state.peek();
  const all = models.map((choice, slot) => ({
    step: lab.experiment.slots.peek()[slot]?.step.peek() ?? 0,
    configuration: configurationOf(specOf(common, choice)),
    changes: changes.filter((change) => change.slot === slot).map(({ step, key, value }) => ({ step, [key]: value })),
  }));
  return `${JSON.stringify({ link: location.href, models: all }, null, 2)}\n`;
}
