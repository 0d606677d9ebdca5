import { useComputed } from "@preact/signals";
import { Button } from "../../parts/button.js";
import { Slider } from "../../parts/slider.js";
import { type DataName, dataRanges, initialNoise, SPACING } from "../../plane/plan.js";
import { words as shellWords } from "../../shell/words.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { DrawingPad } from "./drawing-pad.js";
import { DataIcon } from "./icons.js";

const names = Object.keys(dataRanges) as readonly DataName[];
const NOISES = [0.01, 0.025, 0.05, 0.1, 0.15];
const SPACINGS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const BATCHES = [16, 32, 64, 128, 256, 512];

/** What all models learn from. */
export function DataPanel({ lab }: { readonly lab: Lab }) {
  const { data, noise, spacing, seed } = state.value;
  const labels = words.value;
  return (
    <section class="panel" aria-label={labels.dataTitle}>
      <fieldset class="data-choice">
        <legend>{labels.dataTitle}</legend>
        {names.map((name) => (
          <label key={name} class="data-option">
            <input
              type="radio"
              name="data"
              checked={data === name}
              onChange={() => lab.restart({ data: name, noise: 0, spacing: 0 })}
            />
            <DataIcon data={name} />
            <span>{labels.data[name]}</span>
          </label>
        ))}
      </fieldset>
      {data === "drawing" && <DrawingPad lab={lab} />}
      {initialNoise[data] !== undefined && (
        <Slider
          label={labels.noise}
          values={NOISES}
          value={noise || initialNoise[data]}
          onChange={(value) => lab.restart({ noise: value })}
        />
      )}
      {data === "grid" && (
        <Slider
          label={labels.spacing}
          values={SPACINGS}
          value={spacing || SPACING}
          onChange={(value) => lab.restart({ spacing: value })}
        />
      )}
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
        <Button onClick={() => lab.restart({ seed: (seed + 1) % 1_000_000 })}>
          {shellWords.value.actions.otherSeed}
        </Button>
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
