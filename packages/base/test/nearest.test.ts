import { nearest } from "@genlab/base";
import { expect, it } from "vitest";

it.each([
  ["vea", "vae"], // two neighbours changed places
  ["wea-gan", "wae-gan"],
  ["Latnet", "latent"],
  ["ae", "vae"],
  ["transformer", undefined],
  ["eav", undefined], // more than a slip
])("%s is near to %s", (word, expected) => {
  expect(nearest(word, ["vae", "wae-gan", "latent"])).toBe(expected);
});
