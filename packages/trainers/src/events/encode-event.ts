import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { EncodedImage, Event, Histogram, Summary } from "./event.js";

/** An event as protobuf. The numbers are those of the fields in TensorFlow's event.proto and summary.proto. */
export function encodeEvent({ wallTime, step, fileVersion, isRestart, summaries }: Event): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  double(writer, 1, wallTime);
  if (step !== undefined) writer.tag(2, WireType.Varint).int64(step);
  if (fileVersion !== undefined) writer.tag(3, WireType.LengthDelimited).string(fileVersion);
  if (summaries) {
    message(writer, 5, () => {
      for (const summary of summaries) message(writer, 1, () => writeValue(writer, summary));
    });
  }
  if (isRestart) message(writer, 7, () => writer.tag(1, WireType.Varint).int32(START));
  return writer.finish();
}

/** `SessionLog.SessionStatus` */
const START = 1;

function writeValue(writer: BinaryWriter, summary: Summary): void {
  writer.tag(1, WireType.LengthDelimited).string(summary.tag);
  if ("scalar" in summary) writer.tag(2, WireType.Bit32).float(summary.scalar);
  else if ("image" in summary) message(writer, 4, () => writeImage(writer, summary.image));
  else message(writer, 5, () => writeHistogram(writer, summary.histogram));
}

function writeImage(writer: BinaryWriter, { width, height, channels, png }: EncodedImage): void {
  writer.tag(1, WireType.Varint).int32(height);
  writer.tag(2, WireType.Varint).int32(width);
  writer.tag(3, WireType.Varint).int32(channels);
  writer.tag(4, WireType.LengthDelimited).bytes(png);
}

function writeHistogram(writer: BinaryWriter, histogram: Histogram): void {
  const { least, most, count, sum, sumOfSquares, limits, counts } = histogram;
  for (const [i, value] of [least, most, count, sum, sumOfSquares].entries()) double(writer, i + 1, value);
  for (const [field, values] of [
    [6, limits],
    [7, counts],
  ] as const) {
    writer.tag(field, WireType.LengthDelimited).fork();
    for (const value of values) writer.double(value);
    writer.join();
  }
}

const double = (writer: BinaryWriter, field: number, value: number) => writer.tag(field, WireType.Bit64).double(value);

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
