import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type AttributeValue, ELEMENT_TYPES, type NodeDef, PRODUCER, type TensorConstant } from "./graph-def.js";

/** Nodes as the bytes of a `GraphDef`. The numbers are those of the fields in TensorFlow's .proto files. */
export function encodeGraphDef(nodes: readonly NodeDef[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const node of nodes) message(writer, 1, () => writeNode(writer, node));
  message(writer, 4, () => int(writer, 1, PRODUCER));
  return writer.finish();
}

function writeNode(writer: BinaryWriter, { name, operation, inputs, attributes }: NodeDef): void {
  text(writer, 1, name);
  text(writer, 2, operation);
  for (const input of inputs) text(writer, 3, input);
  for (const [key, value] of Object.entries(attributes)) {
    message(writer, 5, () => {
      text(writer, 1, key);
      message(writer, 2, () => writeValue(writer, value));
    });
  }
}

/** An `AttrValue`. */
function writeValue(writer: BinaryWriter, value: AttributeValue): void {
  if (typeof value === "string") text(writer, 2, value);
  else if (typeof value === "number") int(writer, 3, value);
  else if (typeof value === "boolean") writer.tag(5, WireType.Varint).bool(value);
  else if ("float" in value) writer.tag(4, WireType.Bit32).float(value.float);
  else if ("type" in value) int(writer, 6, ELEMENT_TYPES[value.type]);
  else if ("shape" in value) message(writer, 7, () => writeShape(writer, value.shape));
  else if ("tensor" in value) message(writer, 8, () => writeTensor(writer, value.tensor));
  else message(writer, 1, () => packed(writer, 3, value));
}

function writeTensor(writer: BinaryWriter, { type, shape, bytes }: TensorConstant): void {
  int(writer, 1, ELEMENT_TYPES[type]);
  message(writer, 2, () => writeShape(writer, shape));
  writer.tag(4, WireType.LengthDelimited).bytes(bytes);
}

function writeShape(writer: BinaryWriter, shape: readonly number[]): void {
  for (const length of shape) message(writer, 2, () => int(writer, 1, length));
}

function packed(writer: BinaryWriter, field: number, values: readonly number[]): void {
  message(writer, field, () => {
    for (const value of values) writer.int64(value);
  });
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}

function int(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}
