import { Switch } from "../../parts/switch.js";
import { chartNames, layerNames } from "../../plane/layers.js";
import type { Lab } from "../lab.js";
import { setState, state } from "../state.js";
import { words } from "../words.js";

/** What the pictures show, and what stands below them. */
export function ViewPanel({ lab }: { readonly lab: Lab }) {
  const { layersTitle, chartTitle, logScale, layers: names, layerHints, charts } = words.value;
  const { layers, chart, log } = state.value;
  return (
    <section class="panel" aria-label={layersTitle}>
      <fieldset class="layers">
        <legend>{layersTitle}</legend>
        {layerNames.map((name) => (
          <span key={name} title={layerHints[name]}>
            <Switch
              label={names[name]}
              mark={`mark-${name}`}
              value={layers.includes(name)}
              onChange={(isShown) => lab.showLayer(name, isShown)}
            />
          </span>
        ))}
      </fieldset>
      <fieldset class="charts">
        <legend>{chartTitle}</legend>
        {chartNames.map((name) => (
          <label key={name}>
            <input type="radio" name="chart" checked={chart === name} onChange={() => lab.showChart(name)} />
            <span>{charts[name]}</span>
          </label>
        ))}
        {(chart === "losses" || chart === "terms") && (
          <Switch label={logScale} value={log} onChange={(value) => setState({ log: value })} />
        )}
      </fieldset>
    </section>
  );
}
