// A conditional WGAN-GP: samples of a class that one asks for.
import { compute, createGan, digits, fit } from "genlab";

const model = await fit(
  (rng) =>
    createGan(
      {
        shape: [8, 8, 1],
        classes: 10, // read from `y` of the data
        network: "dense",
        hidden: [64, 64],
        game: "wasserstein",
        penalty: "wasserstein",
        discriminatorSteps: 5,
      },
      rng,
    ),
  await digits({ part: "train" }),
  { steps: 150, reportEvery: 50, onReport: ({ step, losses }) => console.log(step, losses.discriminator?.adversarial) },
);

const y = { data: Int32Array.from({ length: 10 }, (_, digit) => digit), shape: [10] };
const { x } = await compute(model, ({ y }, context) => ({ x: model.sampleClasses(y!, context) }), { inputs: { y } });
console.log(x!.shape); // [10, 8, 8, 1]: one of each digit
