import { nearest } from "@genlab/base";
import { expect, it } from "vitest";

it.each([
  ["vea", "vae"], // two neighbours changed places
  ["wea-gan", "wae-gan"],
  ["Latnet", "latent"],
  ["ae", "vae"],
  ["transformer", undefined],
  ["eav", undefined], // more than a slip
  ["WAE", "wae-gan"], // its beginning, though `vae` is a letter away
  ["wa", undefined],
])("%s is near to %s", (word, expected) => {
  expect(nearest(word, ["vae", "wae-gan", "latent"])).toBe(expected);
});
