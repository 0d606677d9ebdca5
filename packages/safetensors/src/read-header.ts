import { describe } from "./describe.js";
import { type Dtype, dtypes } from "./dtypes.js";
import { duplicateKey } from "./duplicate-key.js";
import { SafetensorsError } from "./safetensors-error.js";
import { byteCount, isCount, isShape } from "./sizes.js";

/** Where a tensor lies in the values that follow the header. */
export interface Entry {
  readonly tensor: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  /** In the order of the file. */
  readonly entries: readonly Entry[];
  readonly metadata: Record<string, string>;
}

/** Reads a header and checks all of it, against itself and against the size of the values. */
export function readHeader(header: Uint8Array, valueBytes: number, file: string): Header {
  const { __metadata__: metadata, ...tensors } = parse(header, file);
  const entries = Object.entries(tensors)
    .map(([tensor, entry]) => readEntry(tensor, entry, file))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  refuseGaps(entries, valueBytes, file);
  return { entries, metadata: metadata === undefined ? {} : readMetadata(metadata, file) };
}

const remedy = "Write the file again with a safetensors library.";

function parse(header: Uint8Array, file: string): Record<string, unknown> {
  if (header[0] !== "{".charCodeAt(0)) {
    const found = header.length === 0 ? "nothing" : `byte ${header[0]}`;
    throw new SafetensorsError(
      `${file}: the header starts with ${found}, expected "{". Check that this is a safetensors file.`,
    );
  }
  let json: string;
  try {
    json = new TextDecoder("utf-8", { fatal: true }).decode(header);
  } catch {
    throw new SafetensorsError(`${file}: the header of ${header.length} bytes is not UTF-8. ${remedy}`);
  }
  // JSON that starts with "{" is an object
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SafetensorsError(`${file}: the header is not JSON: ${reason}. ${remedy}`);
  }
  const twice = duplicateKey(json);
  if (twice !== undefined) {
    throw new SafetensorsError(
      `${file}: the header has the key ${describe(twice)} twice, expected each key once. ${remedy}`,
    );
  }
  return value;
}

function readEntry(tensor: string, entry: unknown, file: string): Entry {
  const where = `${file}: tensor ${describe(tensor)}`;
  if (!isRecord(entry)) {
    throw new SafetensorsError(
      `${where} is described by ${describe(entry)}, expected an object with dtype, shape and data_offsets. ${remedy}`,
    );
  }
  const { dtype: dtypeName, shape, data_offsets: offsets } = entry;
  const dtype = typeof dtypeName === "string" ? dtypes.get(dtypeName) : undefined;
  if (dtype === undefined) {
    const known = [...dtypes.keys()].join(", ");
    throw new SafetensorsError(
      `${where} has dtype ${describe(dtypeName)}, expected one of ${known}. Convert the tensor to one of these.`,
    );
  }
  if (!isShape(shape)) {
    throw new SafetensorsError(
      `${where} has shape ${describe(shape)}, expected a list of non-negative integers. ${remedy}`,
    );
  }
  const bytes = byteCount(shape, dtype.bytes);
  if (bytes === undefined) {
    throw new SafetensorsError(
      `${where} has shape ${describe(shape)}, more bytes than a number can count, expected at most 2^53 - 1. ${remedy}`,
    );
  }
  const [begin, end] = readOffsets(offsets, where);
  if (end - begin !== bytes) {
    throw new SafetensorsError(
      `${where} has data_offsets ${describe(offsets)}, ${end - begin} bytes, ` +
        `expected ${bytes} for dtype ${dtypeName} and shape ${describe(shape)}. ${remedy}`,
    );
  }
  return { tensor, dtype, shape, begin, end };
}

function readOffsets(offsets: unknown, where: string): readonly [number, number] {
  if (Array.isArray(offsets) && offsets.length === 2) {
    const [begin, end]: unknown[] = offsets;
    if (isCount(begin) && isCount(end) && begin <= end) return [begin, end];
  }
  throw new SafetensorsError(
    `${where} has data_offsets ${describe(offsets)}, ` +
      `expected two non-negative integers [begin, end] with begin <= end. ${remedy}`,
  );
}

/** Every byte belongs to one tensor: no byte is read twice, and nothing hides between tensors. */
function refuseGaps(entries: readonly Entry[], valueBytes: number, file: string): void {
  let covered = 0;
  for (const { tensor, begin, end } of entries) {
    if (begin !== covered) {
      throw new SafetensorsError(
        `${file}: tensor ${describe(tensor)} begins at byte ${begin} of the values, expected ${covered}, ` +
          `where the tensor before it ends: ${begin < covered ? "tensors overlap" : "there is a hole"}. ${remedy}`,
      );
    }
    covered = end;
  }
  if (covered !== valueBytes) {
    throw new SafetensorsError(
      `${file}: ${valueBytes} bytes follow the header, expected ${covered} for the tensors that it lists. ` +
        `The file is ${valueBytes < covered ? "cut short" : "too long"}: copy or download it again.`,
    );
  }
}

function readMetadata(metadata: unknown, file: string): Record<string, string> {
  if (!isRecord(metadata)) {
    throw new SafetensorsError(
      `${file}: __metadata__ is ${describe(metadata)}, expected an object of strings. ${remedy}`,
    );
  }
  const texts = Object.entries(metadata).map(([key, value]): [string, string] => {
    if (typeof value === "string") return [key, value];
    throw new SafetensorsError(
      `${file}: __metadata__ has ${describe(value)} at ${describe(key)}, expected a string. ${remedy}`,
    );
  });
  // fromEntries defines keys, so that "__proto__" is a key like another
  return Object.fromEntries(texts);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
