import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../parts/button.js";
import { CircuitPicture } from "../../plane/circuit/circuit-picture.js";
import type { KindName } from "../../plane/kinds/kinds.js";
import { MILLISECONDS_OF_A_WALK } from "../../plane/run/convoy.js";
import type { Slot } from "../../plane/run/slot.js";
import { words as planeWords } from "../../plane/words.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";

interface DiagramProps {
  readonly lab: Lab;
  readonly slot: Slot;
  readonly index: number;
  readonly kind: KindName;
}

/** What flows through a model in a step, phase by phase. In slow motion each step is walked through. */
export function Diagram({ lab, slot, index, kind }: DiagramProps) {
  const circuits = slot.portrait.value.circuit ?? [];
  const place = useSignal(0);
  const step = slot.step.value;
  const walks = state.value.slow && lab.experiment.isPlaying.value && circuits.length > 0;
  const walk = walks ? MILLISECONDS_OF_A_WALK / circuits.length : 0;
  useEffect(() => {
    if (!walks) return;
    place.value = 0;
    const timers = circuits.slice(1).map((_, i) =>
      setTimeout(
        () => {
          place.value = i + 1;
        },
        walk * (i + 1),
      ),
    );
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [walks, step, circuits.length]);
  const { kinds, phases, only } = words.value;
  const { partOf } = planeWords.value;
  const shown = circuits[Math.min(place.value, circuits.length - 1)];
  if (!shown) return null;
  return (
    <div class="diagram">
      {circuits.length > 1 && (
        <fieldset class="phases">
          <legend class="unseen">{phases}</legend>
          {circuits.map(({ phase }, i) => (
            <label key={phase}>
              <input
                type="radio"
                name={`phase-${index}`}
                checked={circuits[i] === shown}
                onChange={() => {
                  place.value = i;
                }}
              />
              <span>{partOf(phase)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <CircuitPicture key={walks ? `${step}/${shown.phase}` : ""} circuit={shown} name={kinds[kind]} walk={walk} />
      {circuits.length > 1 && (
        <Button onClick={() => void lab.stepAlone(index, shown.phase)}>{only(partOf(shown.phase))}</Button>
      )}
    </div>
  );
}
