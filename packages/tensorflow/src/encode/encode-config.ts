import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

export interface Config {
  /** Threads of an operation; 0 for as many as there are processors. */
  readonly threads: number;
}

/**
 * A `ConfigProto`: operations that a GPU has no kernel for run on the processor, and of a GPU's memory no more is taken than is needed.
 * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/config.proto
 */
export function encodeConfig({ threads }: Config): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  writer.tag(2, WireType.Varint).int32(threads); // intra_op_parallelism_threads
  writer.tag(5, WireType.Varint).int32(threads); // inter_op_parallelism_threads
  writer.tag(6, WireType.LengthDelimited).fork(); // gpu_options
  writer.tag(4, WireType.Varint).bool(true); // allow_growth
  writer.join();
  writer.tag(7, WireType.Varint).bool(true); // allow_soft_placement
  return writer.finish();
}
