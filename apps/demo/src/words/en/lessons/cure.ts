import type { TextOf } from "../../../lessons/lesson-text.js";

export const cure: TextOf<"cure"> = {
  short: "Cure it",
  title: "Cure it",
  before: [
    "On the left is the GAN that collapsed in the first lesson, with its fast generator. On the right is the same GAN with one thing added. The rates stay as they are, so what you see is the cure.",
  ],
  acts: {
    pack: {
      button: "Give it packing",
      watch: "The right discriminator judges two points at a time. The left one judges them singly.",
    },
    penalty: {
      button: "Give it a penalty",
      watch: "The right discriminator pays for being steep where the data are.",
    },
    autoencoder: {
      button: "Give it an autoencoder",
      watch:
        "The right generator is an autoencoder's decoder for 300 steps, then plays the game alone for 300, and then does both. Watch its modes in each of these stages.",
    },
  },
  models: { bare: "GAN", cured: "GAN with the cure" },
  after: [
    "*Packing* lets the discriminator see the collapse. One point of a collapsed generator looks real. Two points that always lie on the same mode do not: two real points lie on different modes seven times out of eight. So `D` is given several points at once ([Lin et al. 2017](https://arxiv.org/abs/1712.04086)):",
    { formula: "D(x_1, x_2) instead of D(x)" },
    "*A penalty* makes the discriminator gentler. This one, R1, keeps it flat at the data, so that there is no single peak that outbids all others and draws the whole crowd ([Mescheder et al. 2018](https://arxiv.org/abs/1801.04406)):",
    { formula: "γ/2 · E ‖∇D(x)‖^2" },
    "*An autoencoder* gives the generator a second teacher. An encoder `e` maps each real point to a code, and the generator has to give that very point back. A mode that is missing costs something at once, whatever `D` thinks:",
    { formula: "‖x − G(e(x))‖^2" },
    "The cures act at different places: on what `D` sees, on how `D` may look, and on `G` itself. None of them cures everything, and each brings a number to choose.",
  ],
  questions: [
    {
      ask: "All three find eight modes. Which one has the most samples *on* a mode at the end?",
      answer:
        "The penalty here, with about half of its samples; then packing; the autoencoder has the fewest. To find the modes and to hit them are two things, so look at both numbers.",
    },
    {
      ask: "Give it the penalty, open the run in the Playground, and lower the gradient penalty from 2 to 0.1 before it starts again. Is it still a cure?",
      answer:
        "No. So weak a penalty hardly holds the discriminator, and the GAN collapses as before. A cure has a dose.",
    },
  ],
};
