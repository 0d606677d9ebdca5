import { counts, type OptionalSetting, orAuto } from "@genlab/core";

/** Which channels "auto" is: see `channelsFor`. */
export interface ChannelsPlan {
  /** Of the first halving. */
  readonly first: number;
  /** Of the last at most. */
  readonly most: number;
  /** The side that the shorter one of images comes down to. */
  readonly least: number;
  /** The network, if that is "auto" too, of images that are halved more than twice. */
  readonly deep: "convolutional" | "residual";
}

export interface ChannelsSetting
  extends OptionalSetting<readonly number[] | "auto", readonly number[] | "auto">,
    ChannelsPlan {}

/** The setting of channels, one for each halving of height and width, or "auto" for as many as the size of the images asks for. */
export function channelsSetting(about: string, plan: ChannelsPlan): ChannelsSetting {
  const { first, most, least, deep } = plan;
  const automatic =
    `"auto" is [${first}, ${2 * first}] for sides below 32 pixels, and else as many as bring the shorter side down to ${least} or a little ` +
    `more, each twice the one before and the last ${most} at most.`;
  return { ...orAuto(counts(`${about} ${automatic}`)), first, most, least, deep };
}
