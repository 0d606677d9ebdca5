import type { TextOf } from "../../../lessons/lesson-text.js";

export const collapse: TextOf<"collapse"> = {
  short: "Make it collapse",
  title: "Make it collapse",
  before: [
    "A GAN is a game of two. The generator `G` turns noise `z` into points. The discriminator `D` looks at a point and says how likely it is to be real. `D` wants to be right, `G` wants it to be wrong:",
    { formula: "min_G max_D   E log D(x) + E log(1 − D(G(z)))" },
    "The data are eight small clouds on a ring, the *modes*. A good generator has points on all of them. A collapsed one has points on one or two: each of its points may look real, and yet most of the data are missing.",
  ],
  acts: {
    fair: {
      button: "Train it fairly",
      watch:
        "The discriminator learns about three times as fast as the generator, at rates of 0.001 and 0.0003. Watch the samples spread until they are on all eight modes.",
    },
    collapse: {
      button: "Let it collapse",
      watch:
        "The same GAN with the two rates swapped: now the generator is the faster one. Watch the samples crowd together, and the crowd move on.",
    },
    mend: {
      button: "Swap the rates back",
      watch: "The collapsed GAN gets its first rates again. Nothing else is reset. Watch the count of modes.",
    },
  },
  models: { gan: "GAN" },
  after: [
    "Why do two swapped numbers do this? Suppose that `D` stood still. The best that `G` could do then is to ignore the noise and put *every* point where `D` is most convinced:",
    { formula: "G(z) = x^∗ for every z,   x^∗ = argmax_x D(x)" },
    "A fast generator comes close to that before `D` has noticed that the place is full of fakes. Once `D` has, another place looks best, and the whole crowd moves there. The two chase each other around the ring.",
    "A fast discriminator notices at once. A crowded place soon looks fake and an empty mode looks real, so the points spread.",
    "Put as a formula: we want `min_G max_D`, a discriminator that answers the generator. When the generator is ahead, the game is nearer to `max_D min_G`, a generator that answers the discriminator, and that is another game ([Goodfellow 2016](https://arxiv.org/abs/1701.00160), section 5.1). Rates are not the only way to get there: momentum, batch size and the sizes of the networks matter too.",
  ],
  questions: [
    {
      ask: "Let it collapse, then swap the rates back. Do the lost modes return, or does it have to start again?",
      answer:
        "They return within a few hundred steps. The discriminator still sees real points on the empty modes, and once it is fast enough to keep up, its gradient leads the samples there.",
    },
    {
      ask: "Let it collapse with some other seeds. Is it always the same mode that is left?",
      answer:
        "No. The ring looks the same from every mode, so chance decides, and it decides anew whenever the crowd moves on. What all seeds share is that most modes are missing.",
    },
  ],
};
