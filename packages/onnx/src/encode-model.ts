import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  ELEMENT_TYPES,
  IR_VERSION,
  type OnnxAttributes,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  OPSET,
} from "./model.js";

/** A model as the bytes of an `.onnx` file. The numbers are those of the fields in onnx.proto. */
export function encodeModel({ graph, metadata }: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  int(writer, 1, IR_VERSION);
  text(writer, 2, "genlab");
  message(writer, 7, () => writeGraph(writer, graph));
  const domains = new Set(graph.nodes.flatMap(({ domain }) => domain ?? []));
  for (const [domain, version] of [["", OPSET] as const, ...[...domains].map((each) => [each, 1] as const)]) {
    message(writer, 8, () => {
      text(writer, 1, domain);
      int(writer, 2, version);
    });
  }
  for (const [key, value] of Object.entries(metadata)) {
    message(writer, 14, () => {
      text(writer, 1, key);
      text(writer, 2, value);
    });
  }
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, { name, nodes, initializers, inputs, outputs }: OnnxGraph): void {
  for (const node of nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, name);
  for (const tensor of initializers) message(writer, 5, () => writeTensor(writer, tensor));
  for (const value of inputs) message(writer, 11, () => writeValue(writer, value));
  for (const value of outputs) message(writer, 12, () => writeValue(writer, value));
}

function writeNode(writer: BinaryWriter, { operation, domain, inputs, outputs, attributes }: OnnxNode): void {
  for (const input of inputs) text(writer, 1, input);
  for (const output of outputs) text(writer, 2, output);
  text(writer, 4, operation);
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, () => {
      text(writer, 1, name);
      writeAttribute(writer, value);
    });
  }
  if (domain !== undefined) text(writer, 7, domain);
}

/** `AttributeProto.AttributeType`. */
const FLOAT = 1;
const INT = 2;
const STRING = 3;
const INTS = 7;

function writeAttribute(writer: BinaryWriter, value: OnnxAttributes[string]): void {
  if (typeof value === "number") {
    int(writer, 3, value);
    int(writer, 20, INT);
  } else if (typeof value === "string") {
    text(writer, 4, value);
    int(writer, 20, STRING);
  } else if ("float" in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    int(writer, 20, FLOAT);
  } else {
    for (const each of value) int(writer, 8, each);
    int(writer, 20, INTS);
  }
}

function writeTensor(writer: BinaryWriter, { name, type, shape, bytes }: OnnxTensor): void {
  for (const length of shape) int(writer, 1, length);
  int(writer, 2, ELEMENT_TYPES[type]);
  text(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).bytes(bytes);
}

function writeValue(writer: BinaryWriter, { name, type, shape }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      int(writer, 1, ELEMENT_TYPES[type]);
      message(writer, 2, () => {
        for (const length of shape) {
          message(writer, 1, () => (typeof length === "number" ? int(writer, 1, length) : text(writer, 2, length)));
        }
      });
    }),
  );
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
