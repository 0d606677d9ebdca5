import { GenlabError, optionsOf, refuseUnknown, requirePositive, requireTensor } from "@genlab/core";
import {
  add,
  concat,
  div,
  exp,
  eye,
  logSumExp,
  matMul,
  maximum,
  mean,
  mul,
  slice,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";

export interface DriftFieldOptions {
  /** What attracts, `[m, d]`: data. */
  readonly towards: Tensor;
  /** What repels, `[k, d]`. Default: the examples themselves, each of them all others. */
  readonly awayFrom?: Tensor;
  /** `τ` of the kernel `exp(−‖x − y‖ / τ)`: the distance over which forces fade. */
  readonly temperature: number;
}

/**
 * Where examples `x` `[n, d]` should go to be spread like what attracts them: `Vᵢ = Σⱼ Σₖ Aᵢⱼ Aᵢₖ (yⱼ − y'ₖ)` over what attracts, `y`, and
 * what repels, `y'`, with `A = k / √(Σ_row k · Σ_column k)` of the kernel `k(xᵢ, y) = exp(−‖xᵢ − y‖ / τ)` over both. It turns round where
 * the two change places, and is 0 where they are the same.
 *
 * Deng et al. 2026, algorithm 2, https://arxiv.org/abs/2602.04770
 *
 * @throws GenlabError for examples that are not `[n, d]`, for one that none but itself repels, and for a temperature that is not above 0.
 */
export function driftField(x: Tensor, options: DriftFieldOptions): Tensor2D {
  const { towards, awayFrom = x, temperature, ...others } = optionsOf("driftField", options);
  refuseUnknown("driftField", others, { towards, awayFrom, temperature });
  requirePositive("driftField", { temperature });
  checkExamples({ x, towards, awayFrom });
  if (options.awayFrom === undefined && x.shape[0]! < 2) {
    throw new GenlabError(
      `driftField: x has shape [${x.shape}]. One example repels no other: give two, or \`awayFrom\`.`,
    );
  }
  return tidy(() => {
    const origin = mean(toFloat(towards), 0); // distances of what is far from 0 would be rounded
    const [at, attracts, repels] = [x, towards, awayFrom].map((set) => sub<Tensor2D>(toFloat(set), origin)) as Sets;
    return field(at, { attracts, repels, temperature, sparesItself: options.awayFrom === undefined });
  });
}

type Sets = [Tensor2D, Tensor2D, Tensor2D];

interface Forces {
  readonly attracts: Tensor2D;
  readonly repels: Tensor2D;
  readonly temperature: number;
  /** Whether what repels are the examples, of which none repels itself. */
  readonly sparesItself: boolean;
}

function field(x: Tensor2D, { attracts, repels, temperature, sparesItself }: Forces): Tensor2D {
  const [n, m, k] = [x.shape[0], attracts.shape[0], repels.shape[0]];
  const near = div(distances(x, concat([attracts, repels])), -temperature); // [n, m + k]
  const logits = sparesItself ? sub(near, mul(FAR, concat([zeros([n, m]), eye(n)], 1))) : near;
  const rows = logSumExp(logits, 1, true); // [n, 1]
  const columns = logSumExp(logits, 0, true); // [1, m + k]
  const affinities = exp(sub(logits, mul(0.5, add(rows, columns)))) as Tensor2D;
  const attraction = slice(affinities, [0, 0], [n, m]);
  const repulsion = slice(affinities, [0, m], [n, k]);
  const pull = mul(sum(repulsion, 1, true), matMul(attraction, attracts)); // [n, d]
  const push = mul(sum(attraction, 1, true), matMul(repulsion, repels));
  return sub<Tensor2D>(pull, push);
}

/** Takes the kernel of an example and itself to 0. */
const FAR = 1e9;

/** `[n, m]` from `[n, d]` and `[m, d]`, bounded from below so that the gradient at 0 is 0. */
function distances(x: Tensor2D, y: Tensor2D): Tensor {
  const squares = add(sum(square(x), 1, true), transpose(sum(square(y), 1, true))); // [n, m]
  return sqrt(maximum(sub(squares, mul(2, matMul(x, transpose(y)))), 1e-12));
}

function checkExamples(sets: Readonly<Record<string, Tensor>>): void {
  for (const [name, set] of Object.entries(sets)) {
    requireTensor(`driftField: ${name}`, set);
    if (set.rank === 2 && set.size > 0 && set.shape[1] === sets.x!.shape[1]) continue;
    const others = name === "x" ? "" : `, x [${sets.x!.shape}]`;
    throw new GenlabError(`driftField: ${name} has shape [${set.shape}]${others}. It needs [n, d] of one d.`);
  }
}
