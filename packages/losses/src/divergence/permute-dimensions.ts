import { GenlabError, type Rng, requireRng, requireTensor } from "@genlab/core";
import { add, gather, range, reshape, type Tensor, tidy, topk, transpose } from "@tensorflow/tfjs-core";

/**
 * Shuffles each column of codes `[batch, latent]` over the batch on its own: draws from the product of the marginals of `q(z)`.
 *
 * Kim & Mnih 2018, algorithm 1, https://arxiv.org/abs/1802.05983
 *
 * @throws GenlabError for codes that are not `[batch, latent]` of two examples at least.
 */
export function permuteDimensions(z: Tensor, rng: Rng): Tensor {
  requireTensor("permuteDimensions", z);
  requireRng("permuteDimensions", rng);
  const [batch = 0, latent = 0] = z.shape;
  if (z.rank !== 2 || batch < 2 || latent < 1) {
    throw new GenlabError(`permuteDimensions: z has shape [${z.shape}]. It needs [batch, latent] of two examples.`);
  }
  return tidy(() => shuffled(z, [batch, latent], rng));
}

function shuffled(z: Tensor, [batch, latent]: readonly [number, number], rng: Rng): Tensor {
  const orders = topk(rng.uniform([latent, batch]), batch).indices; // [latent, batch], a permutation in each row
  const starts = reshape(range(0, latent * batch, batch, "int32"), [latent, 1]);
  const places = add(orders, starts);
  const columns = reshape(transpose(z), [latent * batch]);
  return transpose(reshape(gather(columns, reshape(places, [-1])), [latent, batch])); // [batch, latent]
}
