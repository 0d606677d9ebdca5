import { BinaryReader } from "@bufbuild/protobuf/wire";

/** What computes an operation on a kind of device, for tensors of certain types. */
export interface Kernel {
  /** `CPU`, `GPU`, or `DEFAULT` for any. */
  readonly device: string;
  /** By the attribute that has the type, those that there may be. */
  readonly types: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Reads a `KernelList`.
 * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/kernel_def.proto
 */
export function decodeKernelList(bytes: Uint8Array): readonly Kernel[] {
  return partsOf(bytes, 1).map((kernel) => {
    const constraints = partsOf(kernel, 3).map((each): [string, ReadonlySet<number>] => [
      textOf(each, 1),
      // of an AttrValue its list, of that its types
      new Set(partsOf(each, 2).flatMap((value) => partsOf(value, 1).flatMap((list) => numbersOf(list, 6)))),
    ]);
    return { device: textOf(kernel, 2), types: new Map(constraints) };
  });
}

const textOf = (message: Uint8Array, field: number): string => new TextDecoder().decode(partsOf(message, field)[0]);

/** The fields of a number that have a length. */
function partsOf(message: Uint8Array, wanted: number): readonly Uint8Array[] {
  const reader = new BinaryReader(message);
  const parts: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === wanted) parts.push(reader.bytes());
    else reader.skip(type);
  }
  return parts;
}

/** Whole numbers, packed. */
const numbersOf = (message: Uint8Array, field: number): readonly number[] =>
  partsOf(message, field).flatMap((packed) => {
    const reader = new BinaryReader(packed);
    const numbers: number[] = [];
    while (reader.pos < reader.len) numbers.push(reader.int32());
    return numbers;
  });
