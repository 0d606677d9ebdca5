import { Figures } from "../plane/figures.js";
import type { LayerName } from "../plane/layers.js";
import { ModelNotice } from "../plane/model-notice.js";
import { CodesPicture } from "../plane/picture/codes-picture.js";
import { DataPicture } from "../plane/picture/data-picture.js";
import type { Slot } from "../plane/run/slot.js";
import { RANGE } from "./production.js";

interface ModelPanelProps {
  readonly slot: Slot;
  readonly name: string;
  readonly layers: readonly LayerName[];
  /** The pattern of its curve, as a class. */
  readonly mark: string;
}

/** One model of a figure: its picture, and what it found. */
export function ModelPanel({ slot, name, layers, mark }: ModelPanelProps) {
  return (
    <section class="lesson-model" aria-label={name}>
      <h2>
        <span class={`curve-mark ${mark}`} aria-hidden="true" /> {name}
      </h2>
      <DataPicture slot={slot} name={name} layers={layers} range={RANGE} />
      <ModelNotice slot={slot} />
      <div class="lesson-model-row">
        {layers.includes("ellipses") && (
          <div class="lesson-codes">
            <CodesPicture slot={slot} name={name} />
          </div>
        )}
        <Figures slot={slot} />
      </div>
    </section>
  );
}
