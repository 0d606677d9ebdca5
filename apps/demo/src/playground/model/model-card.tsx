import { Button } from "../../parts/button.js";
import { Choice } from "../../parts/choice.js";
import { words as shellWords } from "../../shell/words.js";
import { brief } from "../brief.js";
import { type KindName, kindNames } from "../kinds/kinds.js";
import type { Lab } from "../lab.js";
import { CodesPicture } from "../picture/codes-picture.js";
import { DataPicture } from "../picture/data-picture.js";
import type { Slot } from "../run/slot.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { Figures } from "./figures.js";
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
  const { kinds, about, model, removeModel } = words.value;
  return (
    <section class="card model" aria-label={kinds[kind]}>
      <div class="model-head">
        <Choice
          label={model}
          values={kindNames}
          names={kinds}
          value={kind}
          onChange={(next) => lab.choose(index, next)}
        />
        {canGo && (
          <Button label={removeModel(kinds[kind])} onClick={() => lab.remove(index)}>
            <span aria-hidden="true">×</span>
          </Button>
        )}
      </div>
      <Notice slot={slot} />
      <DataPicture slot={slot} kind={kind} />
      <div class="model-row">
        {state.value.layers.includes("ellipses") && (
          <div class="codes">
            <CodesPicture slot={slot} kind={kind} />
          </div>
        )}
        <Figures slot={slot} />
      </div>
      <ModelChart slot={slot} kind={kind} />
      <Settings lab={lab} slot={index} kind={kind} />
      <div class="model-foot">
        <Speed slot={slot} />
        <SaveModel lab={lab} slot={slot} kind={kind} />
      </div>
      <p class="about">{about[kind]}</p>
    </section>
  );
}

function Notice({ slot }: { readonly slot: Slot }) {
  const { starting, failed, recovered } = words.value;
  const status = slot.status.value;
  if (status.is === "failed")
    return (
      <p class="model-notice warning" role="alert">
        {failed(status.reason)}
      </p>
    );
  if (status.is === "recovered")
    return (
      <p class="model-notice" role="status">
        {recovered(status.step)}
      </p>
    );
  return status.is === "starting" ? <p class="model-notice">{starting}</p> : null;
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
