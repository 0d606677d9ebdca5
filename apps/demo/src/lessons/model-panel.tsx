import { colors } from "../parts/colors.js";
import { CurveMark } from "../parts/curve-mark.js";
import { Figures } from "../plane/figures.js";
import type { LayerName } from "../plane/layers.js";
import { ModelNotice } from "../plane/model-notice.js";
import { CodesPicture } from "../plane/picture/codes-picture.js";
import { DataPicture } from "../plane/picture/data-picture.js";
import type { Slot } from "../plane/run/slot.js";
import { curveStyles } from "./joint-chart.js";
import { RANGE } from "./production.js";

interface ModelPanelProps {
  readonly slot: Slot;
  readonly name: string;
  readonly layers: readonly LayerName[];
  /** Which of the models. */
  readonly place: number;
  /** Whether it is the only one: what it found has room beside it. */
  readonly isAlone: boolean;
}

/** One model of a figure: its picture, and what it found, where that is not beside it. */
export function ModelPanel({ slot, name, layers, place, isAlone }: ModelPanelProps) {
  const { color, dash } = curveStyles[place]!;
  return (
    <section class="lesson-model" aria-label={name}>
      <h2>
        <CurveMark color={color(colors.value)} dash={dash} /> {name}
      </h2>
      <DataPicture slot={slot} name={name} layers={layers} range={RANGE} />
      <ModelNotice slot={slot} />
      {!isAlone && <ModelRow slot={slot} name={name} layers={layers} />}
    </section>
  );
}

/** What a model found, and its codes. */
export function ModelRow({ slot, name, layers }: Pick<ModelPanelProps, "slot" | "name" | "layers">) {
  return (
    <div class="lesson-model-row">
      {layers.includes("ellipses") && (
        <div class="lesson-codes">
          <CodesPicture slot={slot} name={name} />
        </div>
      )}
      <Figures slot={slot} />
    </div>
  );
}
