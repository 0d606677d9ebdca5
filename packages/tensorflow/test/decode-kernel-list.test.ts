import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { expect, it } from "vitest";
import { decodeKernelList } from "../src/encode/decode-kernel-list.js";

it("reads the kernels of an operation, by device and types", () => {
  const writer = new BinaryWriter();
  const part = (field: number) => writer.tag(field, WireType.LengthDelimited);
  const constraint = (name: string, types: readonly number[]) => {
    part(3).fork();
    part(1).string(name);
    part(2).fork(); // an AttrValue
    part(1).fork(); // its list
    part(6).fork();
    for (const type of types) writer.int32(type);
    for (let i = 0; i < 4; i++) writer.join();
  };
  part(1).fork();
  part(1).string("Sum");
  part(2).string("CPU");
  constraint("T", [1, 3]);
  constraint("Tidx", [3]);
  part(4).string("reduction_indices"); // in the memory of the processor
  writer.tag(6, WireType.Varint).int32(1); // a priority
  writer.join();
  part(1).fork();
  part(2).string("DEFAULT");
  writer.join();
  expect(decodeKernelList(writer.finish())).toEqual([
    {
      device: "CPU",
      types: new Map([
        ["T", new Set([1, 3])],
        ["Tidx", new Set([3])],
      ]),
    },
    { device: "DEFAULT", types: new Map() },
  ]);
  expect(decodeKernelList(new Uint8Array(0))).toEqual([]);
});
