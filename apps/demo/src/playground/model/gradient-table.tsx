import { brief } from "../../plane/brief.js";
import type { Slot } from "../../plane/run/slot.js";
import type { GradientNorms } from "../../session/looks/gradient-norms.js";
import { words } from "../words.js";

interface LayerNorm {
  readonly phase: string;
  readonly layer: string;
  readonly norm: number;
}

/** The logarithms between which bars are drawn. */
const LEAST = -5;
const MOST = 2;

/** Of a cell, in percent: the number is beside it. */
const WIDEST = 60;

/** The norm of each layer's gradient, by the loss that it is of. */
export function GradientTable({ slot }: { readonly slot: Slot }) {
  void slot.history.pulse.value;
  const { layer: layerTitle, norm: normTitle, terms } = words.value;
  return (
    <table class="gradients">
      <thead>
        <tr>
          <th scope="col">{layerTitle}</th>
          <th scope="col">{normTitle}</th>
        </tr>
      </thead>
      <tbody>
        {layersOf(slot.portrait.peek().gradientNorms ?? {}).map(({ phase, layer, norm }, i, all) => (
          <tr key={`${phase}/${layer}`} class={i > 0 && all[i - 1]!.phase !== phase ? "first" : ""}>
            <th scope="row">
              {all[i - 1]?.phase !== phase && <b>{terms[`${phase}/total`] ?? phase} </b>}
              {layer}
            </th>
            <td>
              <span class="bar" style={{ width: `${shareOf(norm)}%` }} />
              <span class="number">{brief(norm)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Weights and biases of one layer together, numbered in each network. */
function layersOf(norms: GradientNorms): readonly LayerNorm[] {
  return Object.entries(norms).flatMap(([phase, byPath]) => {
    const squares = new Map<string, number>();
    for (const [path, norm] of Object.entries(byPath)) {
      const layer = path.slice(0, path.lastIndexOf("."));
      squares.set(layer, (squares.get(layer) ?? 0) + norm ** 2);
    }
    const counts = new Map<string, number>();
    return [...squares].map(([layer, square]) => {
      const network = layer.split(/\.layers\./)[0]!.replaceAll(".", " ");
      const number = (counts.get(network) ?? 0) + 1;
      counts.set(network, number);
      return { phase, layer: `${network} ${number}`, norm: Math.sqrt(square) };
    });
  });
}

const shareOf = (norm: number) =>
  WIDEST * Math.min(1, Math.max(0.01, (Math.log10(Math.max(norm, 1e-12)) - LEAST) / (MOST - LEAST)));
