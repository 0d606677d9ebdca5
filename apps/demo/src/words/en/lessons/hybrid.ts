import type { TextOf } from "../../../lessons/lesson-text.js";

export const hybrid: TextOf<"hybrid"> = {
  short: "What the hybrid buys",
  title: "What the hybrid buys",
  before: [
    "An autoencoder forgets no mode, but it has no way to sample. A VAE samples, but blurs. A GAN is sharp, but may forget. Joined, each can lend what another lacks, for the price of one more loss and its weight.",
  ],
  acts: {
    hold: {
      button: "An autoencoder for the GAN",
      watch:
        "Both are an autoencoder for 300 steps, then a GAN with the fast generator of the first lesson. The left one stays a GAN. From step 600 the right one is both.",
    },
    sharpen: {
      button: "A GAN for the VAE",
      watch:
        "Both are the same VAE. On the right a GAN's term is added to its loss. Watch the samples between the modes.",
    },
  },
  models: {
    released: "Pre-trained GAN",
    held: "GAN with autoencoder",
    blurred: "VAE",
    sharpened: "VAE with GAN",
  },
  after: [
    "*Pre-training alone is not enough.* After 300 steps as autoencoders both have all modes, roughly. The game alone then loses most of them: where the generator goes depends on the game that it plays, not on where it came from. From step 600 the right generator also has to match the encoder `e` on average, and to give real points back, and its modes return:",
    { formula: "adversarial + φ ‖E e(G(z)) − E e(x)‖^2 + ρ ‖x − G(e(x))‖^2" },
    "*Blur is no lack of training.* The VAE is judged by its squared error. Where a code could stand for two places, the best answer is the point between them, though no data are there. A discriminator sees at once that such points are fakes, and draws them to a mode. The other two terms go on keeping the codes in order:",
    { formula: "ρ ‖x − x̂‖^2 + β KL + λ adversarial" },
    "It is not free. There is a third network to train, which takes time, and `λ` is one more number to choose. Here the reconstructions do not get worse by it; on other data they may.",
  ],
  questions: [
    {
      ask: "Choose *A GAN for the VAE*, open the run in the Playground, and move the weight of the GAN of the left model from 0 to 1 while it trains. Does it have to start again?",
      answer:
        "No. It sharpens within some hundred steps. Its discriminator has learned all along; now the decoder listens to it.",
    },
    {
      ask: "A few samples stay between the modes, whatever one does. Can the decoder do without them?",
      answer:
        "No. It is continuous and starts from one connected cloud, so what it makes is connected. It can only make the bridges thin, so that few samples fall on them.",
    },
  ],
};
