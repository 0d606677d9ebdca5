import { add, exp, log, mean, mul, neg, type Scalar, sum, type Tensor } from "@tensorflow/tfjs-core";

/** `exp(entropy)` of the frequencies of codes, of one row each `[vectors, codes]`. */
export function perplexityOf(chosen: Tensor): Scalar {
  const frequencies: Tensor = mean(chosen, 0); // [codes]
  const entropy: Scalar = neg(sum(mul(frequencies, log(add(frequencies, 1e-10)))));
  return exp(entropy);
}
