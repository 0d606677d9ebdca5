import type { Slot } from "./run/slot.js";
import { words } from "./words.js";

/** The numbers of a model: what it found, and how near it is. */
export function Figures({ slot }: { readonly slot: Slot }) {
  const { modes, modesHint, modesOf, highQuality, distance, baseline, distanceHint, ofReconstructions } = words.value;
  const quality = slot.history.quality.value;
  const coverage = quality?.coverage;
  const isOfSamples = quality?.are !== "reconstructions";
  return (
    <div class={isOfSamples ? "figures" : "figures aside"}>
      <dl>
        {coverage && (
          <>
            <div title={modesHint}>
              <dt>{modes}</dt>
              <dd>{modesOf(coverage.found, coverage.modes)}</dd>
            </div>
            <div>
              <dt>{highQuality}</dt>
              <dd>{Math.round(100 * coverage.highQuality)} %</dd>
            </div>
          </>
        )}
        <div title={distanceHint}>
          <dt>{distance}</dt>
          <dd>{quality ? quality.distance.toFixed(2) : "–"}</dd>
        </div>
        {quality && (
          <div class="aside" title={distanceHint}>
            <dt>{baseline}</dt>
            <dd>{quality.baseline.toFixed(2)}</dd>
          </div>
        )}
      </dl>
      {!isOfSamples && <p>{ofReconstructions}</p>}
    </div>
  );
}
