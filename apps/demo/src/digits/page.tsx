import { useMemo } from "preact/hooks";
import "./digits.css";
import { Announcement } from "../parts/announcement.js";
import { Controls } from "./controls.js";
import { lossesAt } from "./curves.js";
import { DrawCard } from "./draw-card.js";
import { kindOf } from "./kinds.js";
import { LatentCard } from "./latent-card.js";
import { LossCard } from "./loss-card.js";
import { ReconstructionsCard } from "./reconstructions-card.js";
import { RunBar } from "./run-bar.js";
import { SamplesCard } from "./samples-card.js";
import { Store } from "./store.js";
import { useCodes } from "./use-codes.js";
import { useMaterial } from "./use-material.js";
import { useRun } from "./use-run.js";
import { WalkCard } from "./walk-card.js";
import { words } from "./words.js";

/** Digits, pictures or drawings that a model learns in view. */
export function Page() {
  const store = useMemo(() => new Store(), []);
  useMaterial(store);
  const change = useRun(store);
  const codes = useCodes(store);
  const shown = { store, codes };
  return (
    <div class="digits">
      <h1 class="digits-title">{words.value.title}</h1>
      <p class="digits-lead">{words.value.lead}</p>
      <RunBar store={store} />
      <div class="digits-columns">
        <Controls store={store} change={change} />
        <div class="digits-losses">
          <LossCard store={store} />
        </div>
        <div class="digits-results">
          <SamplesCard {...shown} />
          <ReconstructionsCard {...shown} />
          <DrawCard {...shown} />
        </div>
        <div class="digits-explore">
          <LatentCard {...shown} />
          <WalkCard {...shown} />
        </div>
      </div>
      <Announcement isActive={store.bench.isTraining.value} tell={() => newsOf(store)} />
    </div>
  );
}

/** The step, and the losses. */
function newsOf({ bench: { record }, settings }: Store): string {
  const { run, losses } = words.peek();
  const shown = lossesAt(record.step.peek(), record.losses.peek());
  const values = kindOf(settings.peek().model).terms.flatMap(({ name }, index) => {
    const value = shown[index];
    return value === undefined ? [] : [`${losses.terms[name]} ${value.toFixed(1)}`];
  });
  return run.announcement(record.step.peek(), values);
}
