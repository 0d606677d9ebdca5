import { bmpHeader, decodeBmp, isBmp } from "./bmp.js";
import type { Budget } from "./budget.js";
import { remedyForKind } from "./kinds.js";
import type { Sharp, SharpMetadata, SharpPipeline } from "./sharp.js";

/** 16 383 on each side: beyond it an image is refused. */
const MOST_PIXELS = 16_383 ** 2;

/** All of them are decoded at once, and a file of 50 bytes may name as many. */
const MOST_OF_GIF = 2 ** 26;

/** On a side, as of a JPEG: to scale one that is 16 million wide and 9 high takes a minute and 2 GiB. */
const MOST_ON_A_SIDE = 65_535;

/** What is known of an image before its values are read. */
export interface ImageFacts {
  /** As it is seen, turned as the camera says. */
  readonly width: number;
  readonly height: number;
  readonly isGrey: boolean;
  /** More than one of an animation. */
  readonly frames: number;
}

/** What becomes of images of other proportions: the middle is taken, white is added, or they are distorted. */
export type ImageFit = "crop" | "pad" | "stretch";

/** What becomes of each image. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Of images of other proportions. */
  readonly fit: ImageFit;
}

/** What sharp calls them. */
const FITS = { crop: "cover", pad: "contain", stretch: "fill" } as const;

/** @throws Error that says why the image cannot be taken. */
export async function readFacts(sharp: Sharp, bytes: Uint8Array): Promise<ImageFacts> {
  return factsOf(await metadataOf(sharp, bytes));
}

/**
 * The values of an image, [height, width, channels] in [0, 255]: scaled, and on white where it is transparent.
 *
 * @throws Error that says why the image cannot be read.
 */
export async function readImage(
  sharp: Sharp,
  bytes: Uint8Array,
  { width, height, channels, fit }: ImageShape,
  room: Budget,
): Promise<{ readonly facts: ImageFacts; readonly values: Uint8Array }> {
  const metadata = await metadataOf(sharp, bytes);
  const giveBack = await room.take(decodedBytes(metadata));
  try {
    const values = await (isBmp(bytes) ? openedBmp(sharp, await decodeBmp(bytes), metadata) : opened(sharp, bytes))
      .autoOrient()
      .flatten({ background: "white" })
      .resize(width, height, { fit: FITS[fit], background: "white" })
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .raw({ depth: "uchar" })
      .toBuffer();
    return { facts: factsOf(metadata), values };
  } finally {
    giveBack();
  }
}

const OPTIONS = { limitInputPixels: MOST_PIXELS, sequentialRead: true } as const;

const opened = (sharp: Sharp, bytes: Uint8Array): SharpPipeline => sharp(bytes, OPTIONS);

const openedBmp = (sharp: Sharp, values: Uint8Array, { width, height }: SharpMetadata): SharpPipeline =>
  sharp(values, { ...OPTIONS, raw: { width, height, channels: 4 } });

async function metadataOf(sharp: Sharp, bytes: Uint8Array): Promise<SharpMetadata> {
  if (isBmp(bytes)) {
    const size = bmpHeader(bytes);
    return { ...size, autoOrient: size, channels: 4, space: "srgb", depth: "uchar", format: "bmp" };
  }
  if (isHeic(bytes)) throw new Error(`it is HEIC, whatever its name, which is not read: ${remedyForKind(".heic")}`);
  const metadata = await opened(sharp, bytes)
    .metadata()
    .catch((cause: Error) => {
      if (!cause.message.includes("pixel limit")) throw cause;
      throw new Error(`it has more than ${Math.round(MOST_PIXELS / 1e6)} million pixels; make it smaller`, { cause });
    });
  const { width, height, depth, format } = metadata;
  if (format === "gif" && width * height > MOST_OF_GIF)
    throw new Error("it has more than 67 million pixels, too many of a GIF; save it as PNG");
  if (Math.max(width, height) > MOST_ON_A_SIDE)
    throw new Error(`it is ${width}×${height}, and ${MOST_ON_A_SIDE} on a side are the most; cut it into pieces`);
  if (depth !== "uchar" && depth !== "ushort") throw new Error(`its values are ${depth}; save them in 8 or 16 bits`);
  return metadata;
}

/** By the brand that its first box names: https://nokiatech.github.io/heif/technical.html. AVIF has another. */
const isHeic = (bytes: Uint8Array): boolean =>
  /^....ftyp(hei[cxms]|hev[cxms])/s.test(Buffer.from(bytes.subarray(0, 12)).toString("latin1"));

/** Of one that cannot be read from top to bottom: a turned or an interlaced one. */
const decodedBytes = ({ width, height, channels, depth }: SharpMetadata) =>
  width * height * channels * (depth === "ushort" ? 2 : 1);

const factsOf = ({ autoOrient: { width, height }, space, pages = 1 }: SharpMetadata): ImageFacts => ({
  width,
  height,
  isGrey: space === "b-w" || space === "grey16",
  frames: pages,
});
