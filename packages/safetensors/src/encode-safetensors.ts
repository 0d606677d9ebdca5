import { describe } from "./describe.js";
import { dtypeOf, dtypes } from "./dtypes.js";
import type { NdArray } from "./nd-array.js";
import { SafetensorsError } from "./safetensors-error.js";
import { byteCount, isShape } from "./sizes.js";

const alignment = 8;

/**
 * Writes a safetensors file: eight bytes of header length, a JSON header padded to eight bytes, values.
 *
 * The same content gives the same bytes, whatever the order of `arrays` and `metadata`: tensors are sorted by dtype, wide
 * numbers first, then by name, as the reference implementation does. https://github.com/huggingface/safetensors
 *
 * @throws SafetensorsError for an array or a name that the format cannot hold, and for a shape that is not that of the values.
 */
export function encodeSafetensors(
  arrays: ReadonlyMap<string, NdArray>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (!(Object.prototype.toString.call(arrays) === "[object Map]")) {
    throw new SafetensorsError(
      `The arrays are ${describe(arrays)}, expected a Map. Give \`new Map(Object.entries(arrays))\`.`,
    );
  }
  const tensors = [...arrays]
    .map(([name, array]) => checkedTensor(name, array))
    .sort((a, b) => order.indexOf(a.dtype) - order.indexOf(b.dtype) || compareCodePoints(a.name, b.name));

  // joined by hand: an object would move names like "10" to the front
  const members = metadataMembers(metadata);
  let valueBytes = 0;
  for (const { name, dtype, array } of tensors) {
    const begin = valueBytes;
    valueBytes += array.data.byteLength;
    const entry = { dtype, shape: array.shape, data_offsets: [begin, valueBytes] };
    members.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
  }
  const json = new TextEncoder().encode(`{${members.join(",")}}`);
  const headerBytes = Math.ceil(json.length / alignment) * alignment;

  const file = new Uint8Array(alignment + headerBytes + valueBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(json, alignment);
  file.fill(" ".charCodeAt(0), alignment + json.length, alignment + headerBytes);
  let at = alignment + headerBytes;
  for (const { data } of tensors.map(({ array }) => array)) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

const order = [...dtypes.keys()];

interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly array: NdArray;
}

function checkedTensor(name: string, array: NdArray): Tensor {
  const where = `Tensor ${describe(name)}`;
  const { data, shape } = (array ?? {}) as NdArray;
  if (name === "__metadata__") {
    throw new SafetensorsError(`${where} has the name that the format keeps for metadata. Give it another name.`);
  }
  if (typeof name !== "string") {
    throw new SafetensorsError(`${where} has a name that is no string. Give it a name, such as "weight".`);
  }
  refuseLoneSurrogates(name, where);
  const dtype = dtypeOf(data);
  if (dtype === undefined) {
    throw new SafetensorsError(
      `${where} is ${found(data)}, expected a typed array of numbers, such as Float32Array. Copy the values into one.`,
    );
  }
  if (!isShape(shape)) {
    throw new SafetensorsError(`${where} has shape ${describe(shape)}, expected a list of non-negative integers.`);
  }
  const expected = byteCount(shape, 1);
  if (expected !== data.length) {
    throw new SafetensorsError(
      `${where} has ${data.length} values, expected ${expected ?? "more than 2^53"} for shape ${describe(shape)}. ` +
        "Give the shape that belongs to the values.",
    );
  }
  return { name, dtype, array };
}

const found = (data: unknown) =>
  data === undefined ? "without `data`" : `a ${Object.prototype.toString.call(data).slice(8, -1)}`;

function metadataMembers(metadata: Readonly<Record<string, string>>): string[] {
  if (Object.prototype.toString.call(metadata) !== "[object Object]") {
    throw new SafetensorsError(
      `The metadata is ${describe(metadata)}, expected an object of strings, such as { format: "pt" }.`,
    );
  }
  const entries = Object.entries(metadata).sort(([a], [b]) => compareCodePoints(a, b));
  if (entries.length === 0) return [];
  const texts = entries.map(([key, value]) => {
    const where = `Metadata ${describe(key)}`;
    if (typeof value !== "string") {
      throw new SafetensorsError(
        `${where} is ${describe(value)}, expected a string. Use JSON.stringify for other values.`,
      );
    }
    refuseLoneSurrogates(key, where);
    refuseLoneSurrogates(value, where);
    return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  });
  return [`"__metadata__":{${texts.join(",")}}`];
}

/** Half of a surrogate pair has no UTF-8, and other readers refuse its escape. */
function refuseLoneSurrogates(text: string, where: string): void {
  if (/\p{Surrogate}/u.test(text)) {
    throw new SafetensorsError(
      `${where} holds half of a surrogate pair, expected text that UTF-8 can hold. Remove it.`,
    );
  }
}

/** The order of UTF-8 bytes; `<` would compare UTF-16 units. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = a.codePointAt(index)! - b.codePointAt(index)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
