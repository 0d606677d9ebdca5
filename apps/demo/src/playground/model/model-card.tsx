import { Button } from "../../parts/button.js";
import { Choice } from "../../parts/choice.js";
import { brief } from "../../plane/brief.js";
import { Figures } from "../../plane/figures.js";
import { type KindName, kindNames } from "../../plane/kinds/kinds.js";
import { ModelNotice } from "../../plane/model-notice.js";
import { CodesPicture } from "../../plane/picture/codes-picture.js";
import { DataPicture } from "../../plane/picture/data-picture.js";
import { dataRanges } from "../../plane/plan.js";
import type { Slot } from "../../plane/run/slot.js";
import { MOST_SLOTS } from "../../plane/slot-choice.js";
import type { Pointing } from "../../plane/touch/pointing.js";
import { TouchLine } from "../../plane/touch/touch-line.js";
import { useTouch } from "../../plane/touch/use-touch.js";
import { words as shellWords } from "../../shell/words.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { Diagram } from "./diagram.js";
import { ModelChart } from "./model-chart.js";
import { SaveModel } from "./save-model.js";
import { Settings } from "./settings.js";

interface ModelCardProps {
  readonly lab: Lab;
  readonly slot: Slot;
  readonly index: number;
  readonly kind: KindName;
  /** Whether there are others. */
  readonly canGo: boolean;
}

/** One of the models side by side. */
export function ModelCard({ lab, slot, index, kind, canGo }: ModelCardProps) {
  const { kinds, about, model, removeModel, fork, forkHint } = words.value;
  const { layers, data, chart, bare } = state.value;
  const touched = useTouch(slot, lab.finger);
  const pointing: Pointing = {
    touched,
    touch: (what, isHeld) => lab.touch(what, isHeld),
    leave: () => lab.letGo(false),
    release: () => lab.letGo(true),
  };
  const isWide = chart === "diagram" && !canGo;
  return (
    <section class={isWide ? "card model wide" : "card model"} aria-label={kinds[kind]}>
      <div class="model-head">
        {bare ? (
          <h2>{kinds[kind]}</h2>
        ) : (
          <Choice
            label={model}
            values={kindNames}
            names={kinds}
            value={kind}
            onChange={(next) => lab.choose(index, next)}
          />
        )}
        {canGo && !bare && (
          <Button label={removeModel(kinds[kind])} onClick={() => lab.remove(index)}>
            <span aria-hidden="true">×</span>
          </Button>
        )}
      </div>
      <div class="touch-place">
        <DataPicture slot={slot} name={kinds[kind]} layers={layers} range={dataRanges[data]} pointing={pointing} />
        <TouchLine touched={touched} />
      </div>
      <ModelNotice slot={slot} />
      <div class="model-row">
        {layers.includes("ellipses") && (
          <div class="codes">
            <CodesPicture slot={slot} name={kinds[kind]} pointing={pointing} />
          </div>
        )}
        <Figures slot={slot} />
      </div>
      {chart === "diagram" ? (
        <Diagram lab={lab} slot={slot} index={index} kind={kind} />
      ) : (
        <ModelChart lab={lab} slot={slot} kind={kind} />
      )}
      {!bare && <Settings lab={lab} slot={index} kind={kind} />}
      <div class="model-foot">
        <Speed slot={slot} />
        {!bare && (
          <span class="buttons">
            {slot.status.value.is !== "failed" && state.value.models.length < MOST_SLOTS && (
              <span title={forkHint}>
                <Button onClick={() => void lab.fork(index)}>{fork}</Button>
              </span>
            )}
            <SaveModel lab={lab} slot={slot} kind={kind} />
          </span>
        )}
      </div>
      <p class="about">{about[kind]}</p>
    </section>
  );
}

function Speed({ slot }: { readonly slot: Slot }) {
  void slot.history.pulse.value;
  const { engine, effort } = slot;
  if (!engine) return <span />;
  const { speed, tensors } = words.value;
  return (
    <span class="speed" title={tensors(effort.tensors)}>
      {speed(brief(effort.millisecondsPerStep), shellWords.value.engines[engine.engine])}
    </span>
  );
}
