import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../parts/button.js";
import { EngineNotice } from "../plane/engine-notice.js";
import { address, engineChoice } from "../shell/location.js";
import { AddModel } from "./controls/add-model.js";
import { DataPanel } from "./controls/data-panel.js";
import { RunsPanel } from "./controls/runs-panel.js";
import { SavePanel } from "./controls/save-panel.js";
import "../plane/plane.css";
import "./controls/controls.css";
import { Transport } from "./controls/transport.js";
import { ViewPanel } from "./controls/view-panel.js";
import { Lab } from "./lab.js";
import "./model/model.css";
import { ModelCard } from "./model/model-card.js";
import { Opening } from "./opening/opening.js";
import "./playground.css";
import { isBlank, setState, state } from "./state.js";
import { Summary } from "./summary.js";
import { words } from "./words.js";

/** Models that learn the same points in the plane, side by side. */
export function Page() {
  const lab = useMemo(() => new Lab(), []);
  const isFirst = useRef(true);
  useSignalEffect(() => {
    void engineChoice.value;
    if (isFirst.current) void lab.begin(!matchMedia("(prefers-reduced-motion: reduce)").matches);
    else void lab.open();
    isFirst.current = false;
  });
  useEffect(() => {
    const reopen = () => {
      if (address.peek().page !== "playground") return;
      void lab.open(); // a link to another playground was followed
      if (lab.experiment.isPlaying.peek()) void lab.play(); // up to where that one says
    };
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isFree = target instanceof Element && (target === document.body || target.id === "content");
      if (!isFree || event.ctrlKey || event.metaKey || event.altKey) return; // a control has the key
      if (event.key === " ") void (lab.experiment.isPlaying.peek() ? lab.experiment.pause() : lab.play());
      else if (event.key === "ArrowRight") lab.stepOnce();
      else if (event.key === "Escape") lab.letGo(true);
      else return;
      event.preventDefault();
    };
    window.addEventListener("hashchange", reopen);
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
      window.removeEventListener("hashchange", reopen);
      lab.close();
    };
  }, []);
  const isBare = useComputed(() => state.value.bare).value;
  return (
    <div class={isBare ? "playground bare" : "playground"}>
      {isBare ? <h1 class="unseen">{words.value.title}</h1> : <Opening lab={lab} />}
      <Transport lab={lab} />
      {!isBare && (
        <div class="side">
          <DataPanel lab={lab} />
          <ViewPanel lab={lab} />
          <SavePanel lab={lab} />
          <RunsPanel lab={lab} />
        </div>
      )}
      <div>
        <p class="lead">{words.value.key}</p>
        <EngineNotice experiment={lab.experiment} />
        <div class="models-place">
          <Models lab={lab} />
        </div>
      </div>
      {isBare && (
        <p class="all-controls">
          <Button onClick={() => setState({ bare: false })}>{words.value.allControls}</Button>
        </p>
      )}
      <Summary lab={lab} />
    </div>
  );
}

function Models({ lab }: { readonly lab: Lab }) {
  const kinds = useComputed(() => state.value.models.map(({ kind }) => kind).join());
  const slots = lab.experiment.slots.value;
  const isEmpty = useComputed(() => isBlank(state.value)).value;
  void kinds.value;
  const { models } = state.peek();
  if (isEmpty) return <p class="blank">{words.value.blank}</p>;
  return (
    <div class="models">
      {models.map(({ kind }, index) => {
        const slot = slots[index];
        return (
          slot && <ModelCard key={index} lab={lab} slot={slot} index={index} kind={kind} canGo={models.length > 1} />
        );
      })}
      {!state.value.bare && <AddModel lab={lab} />}
    </div>
  );
}
