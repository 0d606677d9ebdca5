import { GenlabError } from "@genlab/core";
import type { OrtSession } from "../ort.js";

export type ChannelOrder = "first" | "last";

/** What a network of images takes. A length that it leaves open is undefined. */
export interface NetworkInput {
  readonly name: string;
  readonly order: ChannelOrder;
  readonly batch: number | undefined;
  readonly height: number | undefined;
  readonly width: number | undefined;
  readonly channels: number | undefined;
}

/** Of grey images, coloured ones, and these with their transparency. */
const CHANNELS: readonly unknown[] = [1, 3, 4];

/**
 * Reads what a network takes from its own description.
 *
 * @throws GenlabError unless that is one float32 tensor of images whose channels can be told, or are in the `order` that is given.
 */
export function networkInput({ inputMetadata }: OrtSession, where: string, given?: ChannelOrder): NetworkInput {
  if (!inputMetadata) {
    throw new GenlabError(
      `${where}: this ONNX Runtime does not tell what the network takes. Give onnxruntime-node or onnxruntime-web, from 1.21 on.`,
    );
  }
  const [input, ...others] = inputMetadata;
  if (!input || others.length > 0) {
    const names = inputMetadata.map(({ name }) => `"${name}"`).join(", ");
    throw new GenlabError(
      `${where}: the network takes ${inputMetadata.length} inputs${names && `, ${names}`}. Expected one, of images.`,
    );
  }
  const { name, type = "no tensor", shape = [] } = input;
  if (type !== "float32" || shape.length !== 4) {
    throw new GenlabError(
      `${where}: the input "${name}" of the network is ${type} [${shape.join(", ")}]. Expected float32 of four dimensions, such as [batch, 3, 299, 299].`,
    );
  }
  const [isFirst, isLast] = [CHANNELS.includes(shape[1]), CHANNELS.includes(shape[3])];
  const order = given ?? (isFirst && !isLast ? "first" : isLast && !isFirst ? "last" : undefined);
  if (order === undefined) {
    throw new GenlabError(
      `${where}: the input "${name}" of the network is [${shape.join(", ")}], which does not tell where its channels are. Set \`channels\` to "first" or "last".`,
    );
  }
  // onnxruntime-web tells some open lengths as -1 or 0
  const [batch, ...rest] = shape.map((length) => (typeof length === "number" && length > 0 ? length : undefined));
  const [height, width, channels] = order === "last" ? rest : [rest[1], rest[2], rest[0]];
  return { name, order, batch, height, width, channels };
}
