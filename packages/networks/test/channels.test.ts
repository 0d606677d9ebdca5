import { sentenceOf } from "@genlab/core";
import { adversarialSettings, type ChannelsPlan, channelsFor, chosenNetwork, coderSettings } from "@genlab/networks";
import { expect, it } from "vitest";

const coder = coderSettings.channels;
const adversarial = adversarialSettings.channels;
const codes: ChannelsPlan = { first: 32, most: 256, least: 8, deep: "residual" };

it("images below 32 pixels are halved twice, larger ones down to 4 or a little more", () => {
  const channels = (side: number, plan: ChannelsPlan) => channelsFor([side, side, 3], "auto", plan);
  expect(Object.fromEntries([8, 28, 32, 64, 128, 256].map((side) => [side, channels(side, adversarial)]))).toEqual({
    8: [64, 128],
    28: [64, 128],
    32: [64, 128, 256],
    64: [64, 128, 256, 512], // DCGAN's
    128: [32, 64, 128, 256, 512],
    256: [16, 32, 64, 128, 256, 512],
  });
  expect(channels(28, coder)).toEqual([32, 64]);
  expect(channels(64, coder)).toEqual([32, 64, 128, 256]);
  expect(channels(64, codes)).toEqual([32, 64, 128]);
  expect(channels(256, codes)).toEqual([16, 32, 64, 128, 256]);
});

it.each([
  [coder, 4, 6],
  [codes, 8, 14],
])("the last map of %j is as small as it may be", (plan, least, most) => {
  for (let side = 32; side <= 1100; side++) {
    const channels = channelsFor([side, 2 * side, 1], "auto", plan);
    const last = Math.ceil(side / 2 ** channels.length);
    expect(last, `${side}`).toBeGreaterThanOrEqual(least);
    expect(last, `${side}`).toBeLessThanOrEqual(most);
    expect(Math.ceil(last / 2), `${side}`).toBeLessThan(least);
    expect(Math.max(...channels)).toBe(channels.at(-1));
    expect(channels.at(-1)).toBeLessThanOrEqual(plan.most);
  }
});

it("what is no large image has two, and what is given stays", () => {
  for (const shape of [[2], [3, 3, 1], [48, 20, 3], [31, 300, 4]]) {
    expect(channelsFor(shape, "auto", coder)).toEqual([32, 64]);
  }
  expect(channelsFor([64, 64, 3], [5], coder)).toEqual([5]);
  expect(channelsFor([64, 64, 3], [], coder)).toEqual([]);
});

it("what is chosen for a shape gives the same when it is asked for", () => {
  const auto = { network: "auto", channels: "auto" } as const;
  for (const plan of [coder, adversarial, codes]) {
    for (const shape of [[2], [8, 8, 1], [28, 28, 1], [48, 20, 3], [64, 64, 3], [218, 178, 3]]) {
      const chosen = chosenNetwork<string>(shape, auto, plan);
      expect(chosenNetwork<string>(shape, chosen, plan)).toEqual(chosen);
    }
  }
  expect(chosenNetwork([64, 64, 3], auto, coder).network).toBe("residual");
  expect(chosenNetwork([64, 64, 3], auto, adversarial).network).toBe("convolutional");
  expect(chosenNetwork([64, 64, 3], { ...auto, channels: [1, 2, 3] }, coder).network).toBe("convolutional");
  expect(chosenNetwork([2], auto, coder).network).toBe("dense");
});

it("the setting says what auto does", () => {
  expect(sentenceOf(coder)).toMatchInlineSnapshot(
    `"Channels of a convolutional or residual encoder; the decoder has them in reverse. "auto" is [32, 64] for sides below 32 pixels, and else as many as bring the shorter side down to 4 or a little more, each twice the one before and the last 512 at most. Default "auto"."`,
  );
});
