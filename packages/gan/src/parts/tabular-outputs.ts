import type { Context, Layer } from "@genlab/core";
import { gumbelNoise, logSoftmax, splitChoices } from "@genlab/losses";
import { add, concat, div, exp, type Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * What a generator gives as a row of a table: numbers as they are, and of each choice a Gumbel-softmax, which is near a one among zeros and
 * has a gradient. Jang et al. 2016, https://arxiv.org/abs/1611.01144
 */
export class TabularOutputs implements Layer {
  readonly choices: readonly number[];
  readonly temperature: number;

  constructor(choices: readonly number[], temperature: number) {
    this.choices = choices;
    this.temperature = temperature;
  }

  forward(x: Tensor, { rng }: Context): Tensor {
    return tidy(() => {
      const { numbers, choices } = splitChoices(x, this.choices);
      const chosen = choices.map((logits) =>
        exp(logSoftmax(div(add(logits, gumbelNoise(logits.shape, rng)), this.temperature))),
      );
      return concat([...(numbers ? [numbers] : []), ...chosen], -1);
    });
  }
}
