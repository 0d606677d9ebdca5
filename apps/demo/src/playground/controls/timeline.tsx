import type { Lab } from "../lab.js";
import { words } from "../words.js";

/** Goes back to what was kept. */
export function Timeline({ lab }: { readonly lab: Lab }) {
  const { timeline, timelineAt } = words.value;
  const places = lab.experiment.places.value;
  const step = lab.experiment.step.value;
  const here = Math.max(
    0,
    places.findLastIndex((place) => place <= step),
  );
  return (
    <label class="timeline">
      <span>{timeline}</span>
      <input
        type="range"
        min={0}
        max={Math.max(1, places.length - 1)}
        step={1}
        value={here}
        disabled={places.length < 2}
        aria-valuetext={timelineAt(step)}
        onInput={({ currentTarget }) => {
          const place = places[currentTarget.valueAsNumber];
          if (place !== undefined) void lab.experiment.travel(place);
        }}
      />
    </label>
  );
}
