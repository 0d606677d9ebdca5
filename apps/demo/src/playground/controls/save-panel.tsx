import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.js";
import { configurationOf } from "../../session/spec.js";
import type { Lab } from "../lab.js";
import { specOf } from "../plan.js";
import { curvesCsv } from "../save/curves-csv.js";
import { saveFile } from "../save/save-file.js";
import { state } from "../state.js";
import { words } from "../words.js";

/** What can be taken away: curves, configurations, an animation, a link. */
export function SavePanel({ lab }: { readonly lab: Lab }) {
  const share = useSignal<number | null>(null);
  const isCopied = useSignal(false);
  const { saveTitle, saveCurves, saveConfiguration, saveGif, savingGif, copyLink, copied } = words.value;
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
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, 2000);
  };
  return (
    <section class="panel" aria-label={saveTitle}>
      <h2>{saveTitle}</h2>
      <div class="buttons">
        <Button onClick={() => void copy()}>{isCopied.value ? copied : copyLink}</Button>
        <Button onClick={() => saveFile("genlab-curves.csv", csvOf(lab), "text/csv")}>{saveCurves}</Button>
        <Button onClick={() => saveFile("genlab-playground.json", configurations(lab), "application/json")}>
          {saveConfiguration}
        </Button>
        <Button onClick={() => void animate()} disabled={share.value !== null}>
          {share.value === null ? saveGif : savingGif(share.value)}
        </Button>
      </div>
    </section>
  );
}

const csvOf = ({ experiment }: Lab) =>
  curvesCsv(
    experiment.slots.peek().map(({ history: { curves } }, index) => ({
      slot: index + 1,
      kind: state.peek().models[index]?.kind ?? "",
      losses: curves.losses,
      quality: curves.quality,
    })),
  );

/** A configuration of the command-line tool for each model, as they are set now. */
function configurations(lab: Lab): string {
  const { models, ...common } = state.peek();
  const all = models.map((choice, slot) => {
    const { batch, values } = lab.situation(slot);
    return configurationOf(specOf({ ...common, batch }, { ...choice, values }));
  });
  return `${JSON.stringify(all, null, 2)}\n`;
}
