import type { TextOf } from "../../../lessons/lesson-text.js";

export const starve: TextOf<"starve"> = {
  short: "A starved generator",
  title: "When the discriminator wins",
  before: [
    "All that a generator ever learns reaches it through the discriminator. What does it learn from one that is sure of itself?",
    "There are two ways to say what `G` wants. The original game has it lower `log(1 − D(G(z)))`, which is called *saturating*. Practice has it lower `−log D(G(z))`, the *non-saturating* form. Let `l` be the discriminator's logit, so that `D = σ(l)`. Their slopes are",
    { formula: "∂/∂l log(1 − σ(l)) = −σ(l)      ∂/∂l (−log σ(l)) = −(1 − σ(l))" },
    "Both say: raise `l`. But where `D` is sure of a fake, `σ(l)` is near 0. The first slope is then near 0 as well, and the second near −1.",
  ],
  acts: {
    win: {
      button: "Let the discriminator win",
      watch:
        "Both generators hardly move, at a rate of 0.00001, while their discriminators learn at 0.001. The arrows are what each sample is told, the bars what arrives in each layer.",
    },
    free: {
      button: "Now let the generators learn",
      watch: "Both generators get a rate of 0.001. Watch which one recovers, and the bars of the other.",
    },
  },
  models: { saturating: "Saturating", nonSaturating: "Non-saturating" },
  after: [
    "While the generators hardly move, the two discriminators are almost the same, so the only difference is in the slope. The saturating generator gets a fraction of the gradient, in every layer. Most of what it does get comes from the few samples that lie near the data by luck, and of those `D` is not sure.",
    "When they may learn, the other one recovers and finds the modes. The saturating one leaps, and lands where `D` is sure of *all* its samples: at first its gradient all but vanishes, then it stays at about a hundredth of the other's. It is starved: it would have to move to be told something, and it would have to be told something to move. With most seeds it does not come back.",
    "Does Adam not divide by the size of the gradient? It does, by its size over about the last thousand steps. It forgives a gradient that is always small, but not one that becomes small faster than that.",
    "So a strong discriminator is no fault. The game even asks for the best one; it is the saturating form that cannot live with it ([Arjovsky and Bottou 2017](https://arxiv.org/abs/1701.04862)). The other form has a price too: its gradients grow as `D` gets steeper. Look at the bars once more.",
  ],
  questions: [
    {
      ask: "What if both get a rate of 0.0003? Press the first button, open the run in the Playground at its end, and set both rates there.",
      answer:
        "Then both recover. In small strides the saturating generator keeps some samples near the data, where `D` is not sure, and they show it the way. It was the leap that lost them.",
    },
    {
      ask: "Look at the bars right after the first button is pressed, before anyone has won. Do the two forms differ?",
      answer: "Hardly. There `D` is near a half for every point, and both slopes are near −½.",
    },
    {
      ask: "Does the layer next to the noise get as much as the one next to the data?",
      answer:
        "No, it gets less, in both forms. In a generator of three layers that does no harm. In a deep one without normalisation or residual connections, the fall from layer to layer can be many powers of ten, and no change of the slope mends that.",
    },
  ],
};
