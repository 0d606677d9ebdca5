import type { TextOf } from "../../../lessons/lesson-text.js";

export const posterior: TextOf<"posterior"> = {
  short: "Posterior collapse",
  title: "Posterior collapse, and warming up",
  before: [
    "A VAE encodes each point `x` as a small Gaussian `q(z|x)`, draws a code `z` from it, and decodes the code. It minimises",
    { formula: "−E log p(x|z) + β KL(q(z|x) ‖ p(z))" },
    "The first term wants codes that tell points apart. The second wants every code to look like the prior `p(z)`, which means to tell nothing. When the second wins, the posterior *collapses*: the KL is 0, every ellipse in the small picture covers the prior, and the decoder, told nothing, answers with the mean of all data.",
  ],
  acts: {
    collapse: {
      button: "Let it collapse",
      watch:
        "The decoder learns how large its noise `σ` is, and begins with 1. Watch the KL fall to 0 and the samples gather in the middle of the ring.",
    },
    warmUp: {
      button: "Warm β up",
      watch: "On the right is the same VAE, but its `β` rises from 0 to 1 in the first 1000 steps.",
    },
    freeBits: {
      button: "Give it free bits",
      watch: "On the right is the same VAE, but each of its two codes may hold half a nat for free.",
    },
  },
  models: { plain: "VAE", cured: "VAE with the cure" },
  after: [
    "With `σ = 1` the ring is all noise to the decoder. A code helps it less than it costs, so the codes go first. Then `σ` settles at the spread of the data, about 0.7 along each axis, and right there a little more code would save exactly what it costs. The loss is flat, and the VAE stays where it is ([Lucas et al. 2019](https://arxiv.org/abs/1911.02469) work this out).",
    "It is a trap, and not the best answer: with living codes the loss is lower by more than a nat.",
    "*Warm-up* makes codes free at the beginning. While they are, the decoder comes to rely on them and `σ` shrinks. When `β` has reached 1, the codes earn more than they cost ([Bowman et al. 2016](https://arxiv.org/abs/1511.06349)).",
    "*Free bits* change the price. A code that holds fewer than `λ` nats costs nothing more by holding some, so nothing pulls it to 0 ([Kingma et al. 2016](https://arxiv.org/abs/1606.04934)):",
    { formula: "Σ_j max(λ, KL_j)" },
  ],
  questions: [
    {
      ask: "Warm `β` up, open the run in the Playground, and set the noise of the right decoder to *Fixed* with a variance of 1. Do its codes survive the end of the warm-up?",
      answer:
        "No. With so much noise, codes never earn what they cost, and telling nothing *is* the best answer. Warm-up leads around a trap; it does not change where the best answer is.",
    },
    {
      ask: "Why are samples of a living VAE still strewn between the modes?",
      answer:
        "The prior is one connected cloud and the decoder is continuous, so what it makes is connected as well: between two modes there has to be a bridge. How a GAN makes the bridges thinner is in the last lesson.",
    },
  ],
};
