import type { Slot } from "../plane/run/slot.js";
import { curveStyles } from "./joint-chart.js";
import { words } from "./words.js";

/** The powers of ten between which bars are drawn. */
const LEAST = -6;
const MOST = 1.5;
/** Of a cell, in percent: the number is beside it. */
const WIDEST = 62;

interface GradientBarsProps {
  readonly slots: readonly Slot[];
  readonly names: readonly string[];
}

/** The norm of the gradient of each layer of the generators, side by side, in powers of ten. */
export function GradientBars({ slots, names }: GradientBarsProps) {
  for (const { history } of slots) void history.pulse.value;
  const { chartTitles, layer, layerOf } = words.value;
  const norms = slots.map(({ portrait }) => layerNorms(portrait.peek().gradientNorms?.generator ?? {}));
  const count = Math.max(0, ...norms.map((list) => list.length));
  return (
    <table class="gradient-bars">
      <caption>{chartTitles.gradients}</caption>
      <thead>
        <tr>
          <th scope="col">{layer}</th>
          {names.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: count }, (_, i) => (
          <tr key={i}>
            <th scope="row">{layerOf(i + 1, count)}</th>
            {norms.map((list, model) => (
              <td key={names[model]}>
                <span class={`bar ${curveStyles[model]!.bar}`} style={{ width: `${shareOf(list[i] ?? 0)}%` }} />
                <span class="number">{list[i] === undefined ? "" : short(list[i])}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Weight and bias of a layer together, from the noise to the data. */
function layerNorms(byPath: Readonly<Record<string, number>>): readonly number[] {
  const squares = new Map<string, number>();
  for (const [path, norm] of Object.entries(byPath)) {
    const layer = path.split(".").slice(0, -1).join(".");
    squares.set(layer, (squares.get(layer) ?? 0) + norm ** 2);
  }
  return [...squares.values()].map(Math.sqrt);
}

const short = (norm: number) => (norm >= 0.01 ? norm.toPrecision(2) : norm.toExponential(0));

const shareOf = (norm: number) =>
  WIDEST * Math.min(1, Math.max(0.01, (Math.log10(Math.max(norm, 1e-12)) - LEAST) / (MOST - LEAST)));
