import type { ParameterHealth, PhaseHealth } from "../health/health-record.js";

/** The layers with units of one network, from its input to its output. */
export interface NetworkLayers {
  /** Its path in the model: `encoder`. */
  readonly network: string;
  readonly layers: readonly (ParameterHealth & { readonly path: string })[];
}

/** The weights that a phase moves, by network: biases and scales have no units, and are left out. */
export function layersOf(phase: PhaseHealth): readonly NetworkLayers[] {
  const networks = new Map<string, (ParameterHealth & { readonly path: string })[]>();
  for (const [path, health] of Object.entries(phase)) {
    if (health.dead === undefined) continue;
    const network = path.split(".layers.", 1)[0]!; // `autoencoder.encoder` of `autoencoder.encoder.layers.1.weight`
    networks.set(network, [...(networks.get(network) ?? []), { path, ...health }]);
  }
  return [...networks].map(([network, layers]) => ({ network, layers }));
}

/** A gradient as a share of what it is the gradient of, so that layers of all sizes can be compared. */
export const relativeGradient = ({ gradient, weight }: ParameterHealth): number => gradient / Math.max(weight, 1e-12);

/** The norm of the gradient of all parameters of a phase. */
export const gradientOf = (phase: PhaseHealth): number =>
  Math.hypot(...Object.values(phase).map(({ gradient }) => gradient));
