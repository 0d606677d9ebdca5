import { useCallback, useMemo } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { type Draw, Picture } from "../parts/picture.js";
import type { KindName } from "../playground/kinds/kinds.js";
import { Figures } from "../playground/model/figures.js";
import { CodesPicture } from "../playground/picture/codes-picture.js";
import { drawPortrait } from "../playground/picture/data-picture.js";
import type { Slot } from "../playground/run/slot.js";
import { sees } from "../playground/sees.js";
import type { LayerName } from "../playground/state.js";
import { words as playgroundWords } from "../playground/words.js";
import { RANGE } from "./production.js";

interface ModelPanelProps {
  readonly slot: Slot;
  readonly name: string;
  readonly kind: KindName;
  readonly layers: readonly LayerName[];
  /** The pattern of its curve, as a class. */
  readonly mark: string;
}

/** One model of a figure: its picture, and what it found. */
export function ModelPanel({ slot, name, kind, layers, mark }: ModelPanelProps) {
  const status = slot.status.value;
  return (
    <section class="lesson-model" aria-label={name}>
      <h2>
        <span class={`curve-mark ${mark}`} aria-hidden="true" /> {name}
      </h2>
      <DataPicture slot={slot} name={name} layers={layers} />
      <div class="lesson-model-row">
        {layers.includes("ellipses") && (
          <div class="lesson-codes">
            <CodesPicture slot={slot} kind={kind} />
          </div>
        )}
        <Figures slot={slot} />
      </div>
      {status.is === "failed" && (
        <p class="model-notice warning" role="alert">
          {playgroundWords.value.failed(status.reason)}
        </p>
      )}
    </section>
  );
}

type DataPictureProps = Pick<ModelPanelProps, "slot" | "name" | "layers">;

function DataPicture({ slot, name, layers }: DataPictureProps) {
  const portrait = slot.portrait.value;
  const examples = slot.examples.value;
  const theme = colors.value;
  const draw = useCallback<Draw>(
    (context, size) => drawPortrait({ context, size, range: RANGE, colors: theme }, portrait, { layers, examples }),
    [portrait, examples, theme, layers],
  );
  const quality = slot.history.quality.value;
  const label = useMemo(
    () => playgroundWords.value.dataPicture(name, slot.step.peek(), sees(quality)),
    [playgroundWords.value, name, quality],
  );
  return <Picture label={label} draw={draw} />;
}
