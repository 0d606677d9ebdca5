import { GenlabError, sizeOf } from "@genlab/base";
import { type NumberType, numberTypes } from "./number-types.js";
import { readPythonDict } from "./python-dict.js";

/** What stands before the values. */
export interface NpyHeader {
  /** What the values are, also where they are no numbers: "uint8", "object". */
  readonly typeName: string;
  readonly shape: readonly number[];
  readonly isBigEndian: boolean;
  /** Whether the first index runs fastest, as in Fortran. */
  readonly isFortran: boolean;
  /** Where the values begin. */
  readonly start: number;
  /** @throws GenlabError where the values are no numbers. */
  numberType(): NumberType;
}

/** NumPy's own limit of a header that it evaluates (`_MAX_HEADER_SIZE` in `numpy/lib/_format_impl.py`). */
const MOST_HEADER_BYTES = 10_000;

/** As many bytes as tell how long the header is. */
export const NPY_START = 12;

/** So many bytes a header has at most, its start included. */
export const MOST_NPY_HEADER = NPY_START + MOST_HEADER_BYTES;

/**
 * Reads the header of an NPY file of version 1, 2 or 3. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @param bytes the beginning of the file, with the whole header
 * @throws GenlabError for bytes that no NPY file begins with.
 */
export function readNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  if (bytes.length < 10) {
    throw new GenlabError(`${name} has ${bytes.length} bytes, less than the 10 that every NPY file begins with.`);
  }
  if (bytes[0] !== 0x93 || ascii(bytes.subarray(1, 6)) !== "NUMPY") {
    throw new GenlabError(`${name} is no NPY file: it does not begin with the byte 93 and NUMPY. ${remedy}`);
  }
  const [major, minor] = [bytes[6]!, bytes[7]!];
  if (major < 1 || major > 3 || minor !== 0) {
    throw new GenlabError(`${name} is an NPY file of version ${major}.${minor}. Known are 1.0, 2.0 and 3.0.`);
  }
  const before = major === 1 ? 10 : NPY_START;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < before) throw new GenlabError(`${name} is cut short in its header.`);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MOST_HEADER_BYTES) {
    throw new GenlabError(
      `${name} has a header of ${length} bytes, and ${MOST_HEADER_BYTES} are the most, as in NumPy. ${remedy}`,
    );
  }
  const start = before + length;
  if (bytes.length < start) {
    throw new GenlabError(`${name} is cut short: its header has ${start} bytes, but there are ${bytes.length}.`);
  }
  return { ...described(bytes.subarray(before, start), name), start };
}

const remedy = "Write a plain array with numpy.save.";

function described(header: Uint8Array, name: string): Omit<NpyHeader, "start"> {
  const where = `${name}: the header`;
  const { descr, fortran_order: isFortran, shape, ...others } = readPythonDict(ascii(header), where);
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw new GenlabError(`${where} has the key "${unknown}", which is none of NPY's.`);
  if (typeof isFortran !== "boolean") throw new GenlabError(`${where} does not say its fortran_order. ${remedy}`);
  if (!Array.isArray(shape) || !shape.every((size) => typeof size === "number")) {
    throw new GenlabError(`${where} does not say its shape. ${remedy}`);
  }
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(8 * sizeOf(shape))) {
    throw new GenlabError(`${where} has the impossible shape [${shape.join(", ")}]: it is damaged.`);
  }
  return { ...typeOf(descr, name), isFortran, shape };
}

function typeOf(descr: unknown, name: string): Pick<NpyHeader, "typeName" | "isBigEndian" | "numberType"> {
  // a list of fields, and a pair of a type and a shape, are numpy's ways to say types that are made of others
  const [, order = "", code = ""] = typeof descr === "string" ? (/^([<>=|]?)([a-zA-Z?]\d{0,9})/.exec(descr) ?? []) : [];
  const plain = code === "?" ? "b1" : code;
  const type = descr === order + code && Object.hasOwn(numberTypes, plain) ? numberTypes[plain] : undefined;
  const other = typeof descr === "string" ? (others[code[0] ?? ""] ?? unknownType) : structured;
  return {
    typeName: type?.name ?? other.typeName(`${descr}`),
    isBigEndian: order === ">",
    numberType() {
      if (type) return type;
      throw new GenlabError(`${name} holds ${other.what(`${descr}`)}, not plain numbers. ${other.remedy}`);
    },
  };
}

interface OtherType {
  readonly typeName: (descr: string) => string;
  readonly what: (descr: string) => string;
  readonly remedy: string;
}

const otherType = (typeName: string, what: string, remedy: string): OtherType => ({
  typeName: () => typeName,
  what: () => what,
  remedy,
});

const asFloat32 = 'Save array.astype("float32").';
const codesOfStrings = "Save their codes: numpy.unique(array, return_inverse=True)[1].";
const structured = otherType(
  "structured",
  "a structured array",
  "Save each field as an array of its own, with numpy.savez.",
);
const unknownType: OtherType = {
  typeName: (descr) => descr.slice(0, 20),
  what: (descr) => `the type "${descr.slice(0, 20)}"`,
  remedy: asFloat32,
};

/** By the first letter of NumPy's code. */
const others: Readonly<Record<string, OtherType>> = {
  O: otherType(
    "object",
    "Python objects",
    'Save numbers: numpy.stack(array).astype("float32") where all have one shape.',
  ),
  S: otherType("bytes", "strings", codesOfStrings),
  a: otherType("bytes", "strings", codesOfStrings),
  U: otherType("strings", "strings", codesOfStrings),
  c: otherType("complex", "complex numbers", "Save array.real and array.imag."),
  f: otherType("longdouble", "floats of more than 64 bits", asFloat32),
  g: otherType("longdouble", "floats of more than 64 bits", asFloat32),
  M: otherType("datetime", "dates", 'Save array.astype("int64") in a unit in which int32 holds them.'),
  m: otherType("timedelta", "time spans", 'Save array.astype("int64") in a unit in which int32 holds them.'),
  V: otherType("void", "raw bytes, or numbers that NumPy has no name for such as bfloat16", asFloat32),
};

const ascii = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
