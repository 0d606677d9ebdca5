import type { Fault } from "./fault.js";

export const notFinite: Fault = {
  name: "not-finite",
  title: "a number is not finite",
  words: "The run has ended: what follows from such a number is not finite either.",
  remedies: [
    "lower the learning rate",
    "clip gradients (`--set optimizer.clipNorm=1`)",
    "look for bad values in the data",
    "`resume` goes on from the last checkpoint",
  ],
  source: "IEEE 754",
  find({ health }) {
    const end = health.findLast(({ failure }) => failure !== undefined);
    // the rest of the message is of the remedy
    return end && { since: end.step, evidence: end.failure!.split(". ", 1)[0]! };
  },
};
