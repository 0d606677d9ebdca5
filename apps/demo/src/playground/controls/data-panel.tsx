import { useComputed } from "@preact/signals";
import { Button } from "../../parts/button.js";
import { Slider } from "../../parts/slider.js";
import { type DataName, dataRanges } from "../../plane/plan.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { DrawingPad } from "./drawing-pad.js";
import { DataIcon } from "./icons.js";

const names = Object.keys(dataRanges) as readonly DataName[];
const BATCHES = [16, 32, 64, 128, 256, 512];

/** What all models learn from. */
export function DataPanel({ lab }: { readonly lab: Lab }) {
  const { data, seed } = state.value;
  const labels = words.value;
  return (
    <section class="panel" aria-label={labels.dataTitle}>
      <fieldset class="data-choice">
        <legend>{labels.dataTitle}</legend>
        {names.map((name) => (
          <label key={name} class="data-option">
            <input type="radio" name="data" checked={data === name} onChange={() => lab.restart({ data: name })} />
            <DataIcon data={name} />
            <span>{labels.data[name]}</span>
          </label>
        ))}
      </fieldset>
      {data === "drawing" && <DrawingPad lab={lab} />}
      <Batch lab={lab} />
      <div class="seed">
        <label>
          <span>{labels.seed}</span>
          <input
            type="number"
            min={0}
            max={999_999}
            value={seed}
            onChange={({ currentTarget }) => {
              const { valueAsNumber } = currentTarget;
              if (Number.isSafeInteger(valueAsNumber) && valueAsNumber >= 0) lab.restart({ seed: valueAsNumber });
            }}
          />
        </label>
        <Button onClick={() => lab.restart({ seed: (seed + 1) % 1_000_000 })}>{labels.otherSeed}</Button>
      </div>
    </section>
  );
}

function Batch({ lab }: { readonly lab: Lab }) {
  const batch = useComputed(() => lab.situation(0).batch);
  return (
    <Slider
      label={words.value.batch}
      values={BATCHES}
      value={batch.value}
      onChange={(value) => lab.set("all", "batch", value)}
    />
  );
}
