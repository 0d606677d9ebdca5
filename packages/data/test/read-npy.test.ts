import { readNpy } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { numpyFile } from "./fixtures/numpy.js";

const read = (name: string) => readNpy(numpyFile(name), { name: "a.npy" });

/** An NPY file of version 1 with any header. */
function npy(header: string, values: readonly number[] = []): Uint8Array {
  const text = Buffer.from(`${header}\n`, "latin1");
  return Uint8Array.from([
    0x93,
    ...Buffer.from("NUMPY"),
    1,
    0,
    text.length & 255,
    text.length >> 8,
    ...text,
    ...values,
  ]);
}
const described = (descr: string, shape: string, order = "False") =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
const refusal = (bytes: Uint8Array) => {
  try {
    readNpy(bytes, { name: "a.npy" });
    return "none";
  } catch (error) {
    return String(error);
  }
};

describe("readNpy reads what numpy.save wrote:", () => {
  const numbers = [0, 1, 2, 3, 100, 127];
  const kinds = {
    ...Object.fromEntries(["u2", "i1", "i2", "u4", "i4", "u8", "i8"].map((code) => [code, Int32Array])),
    ...{ f2: Float32Array, f4: Float32Array, f8: Float32Array, u1: Uint8Array },
  };
  it.each(Object.entries(kinds))("%s, of either byte order", (code, kind) => {
    for (const order of "<>") expect(read(`${order}${code}`)).toEqual({ data: kind.from(numbers), shape: [2, 3] });
  });

  it("bool", () => expect(read("bool")).toEqual({ data: Uint8Array.of(1, 0, 1), shape: [3] }));

  it("float16 of every kind", () => {
    // as NumPy widens them: array.astype("float32")
    const expected = [65504, 2 ** -24, -0, Infinity, -Infinity, NaN, -1.5, 2 ** -14, 0.0999755859375];
    expect([...read("float16-special").data]).toEqual(expected);
  });

  it("int64 as far as int32 holds it, and no further", () => {
    expect([...read("int64-edges").data]).toEqual([-(2 ** 31), -1, 2 ** 31 - 1]);
    expect(refusal(numpyFile("int64-large"))).toMatchInlineSnapshot(
      `"GenlabError: a.npy: the numbers have 2147483648 at place 1, which int32 does not hold (-2147483648 to 2147483647). Save smaller ones, or real numbers as float32."`,
    );
    expect(refusal(numpyFile("int64-small"))).toContain("have -2147483649 at place 0");
    expect(refusal(numpyFile("uint64-large"))).toContain("have 4294967295 at place 1");
    expect(refusal(numpyFile("uint32-large"))).toContain("2147483648 at place 1, more than int32 holds");
    expect(refusal(numpyFile("float64-large"))).toContain("1e+300 at place 1, more than float32 holds");
  });

  it("in either order of indices", () => {
    const expected = { data: Int32Array.from({ length: 24 }, (_, i) => i), shape: [2, 3, 4] };
    expect(read("order-C")).toEqual(expected);
    expect(read("order-F")).toEqual(expected);
    expect(numpyFile("order-F")).not.toEqual(numpyFile("order-C"));
    expect(read("fortran-big-endian")).toEqual({ data: Float32Array.of(0, 1, 2, 3, 4, 5), shape: [2, 3] });
  });

  it("of versions 2 and 3, one number, and none", () => {
    expect(read("version-2")).toEqual({ data: Float32Array.from(numbers), shape: [2, 3] });
    expect(read("version-3")).toEqual(read("version-2"));
    expect(read("scalar")).toEqual({ data: Float32Array.of(7), shape: [] });
    expect(read("none")).toEqual({ data: new Float32Array(0), shape: [0, 3] });
  });

  it("at any place of a buffer, and as an ArrayBuffer", () => {
    const file = numpyFile("<f8");
    const buffer = new Uint8Array(file.length + 3);
    buffer.set(file, 3);
    expect(readNpy(buffer.subarray(3))).toEqual(read("<f8"));
    expect(readNpy(file.buffer as ArrayBuffer)).toEqual(read("<f8"));
  });
});

describe("readNpy refuses", () => {
  it.each([
    ["object", "holds Python objects, not plain numbers. Save numbers: numpy.stack(array)"],
    [
      "structured",
      "holds a structured array, not plain numbers. Save each field as an array of its own, with numpy.savez.",
    ],
    ["fields of unicode", "holds a structured array"],
    ["strings", "holds strings, not plain numbers. Save their codes: numpy.unique(array, return_inverse=True)[1]."],
    ["bytes", "holds strings"],
    ["complex", "holds complex numbers, not plain numbers. Save array.real and array.imag."],
    ["longdouble", 'holds floats of more than 64 bits, not plain numbers. Save array.astype("float32").'],
    ["datetime", 'holds dates, not plain numbers. Save array.astype("int64")'],
    ["void", "holds raw bytes, or numbers that NumPy has no name for such as bfloat16, not plain numbers."],
  ])("%s by name", (name, text) => expect(refusal(numpyFile(name))).toContain(`GenlabError: a.npy ${text}`));

  it("bytes that are cut short, padded, or another file's", () => {
    const file = numpyFile("<i4");
    expect(refusal(file.subarray(0, -1))).toMatchInlineSnapshot(
      `"GenlabError: a.npy is cut short: int32 of the shape [2, 3] needs 152 bytes, but there are 151."`,
    );
    expect(refusal(Uint8Array.of(...file, 0))).toMatchInlineSnapshot(
      `"GenlabError: a.npy has bytes after its end: int32 of the shape [2, 3] needs 152 bytes, but there are 153."`,
    );
    expect(refusal(file.subarray(0, 100))).toMatchInlineSnapshot(
      `"GenlabError: a.npy is cut short: its header has 128 bytes, but there are 100."`,
    );
    expect(refusal(file.subarray(0, 9))).toMatchInlineSnapshot(
      `"GenlabError: a.npy has 9 bytes, less than the 10 that every NPY file begins with."`,
    );
    expect(refusal(numpyFile("stored.npz"))).toMatchInlineSnapshot(
      `"GenlabError: a.npy is no NPY file: it does not begin with the byte 93 and NUMPY. Write a plain array with numpy.save."`,
    );
    expect(refusal(numpyFile("version-2").map((byte, place) => (place === 6 ? 4 : byte)))).toMatchInlineSnapshot(
      `"GenlabError: a.npy is an NPY file of version 4.0. Known are 1.0, 2.0 and 3.0."`,
    );
    for (let length = 0; length < file.length; length++) expect(refusal(file.subarray(0, length))).not.toBe("none");
  });

  it("headers that lie or are no description", () => {
    expect(refusal(npy(described("'<f4'", "(2, 4503599627370496)")))).toMatchInlineSnapshot(
      `"GenlabError: a.npy: the header has the impossible shape [2, 4503599627370496]: it is damaged."`,
    );
    expect(refusal(npy(described("'<f4'", "(1000000, 1000000)")))).toMatchInlineSnapshot(
      `"GenlabError: a.npy is cut short: float32 of the shape [1000000, 1000000] needs 4000000000082 bytes, but there are 82."`,
    );
    expect(refusal(npy(described("'<f4'", "(2, 'a')")))).toMatchInlineSnapshot(
      `"GenlabError: a.npy: the header does not say its shape. Write a plain array with numpy.save."`,
    );
    expect(refusal(npy(described("'<f4'", "(2.5,)")))).toMatchInlineSnapshot(
      `"GenlabError: a.npy: the header is no description of an array: it has ".5,), }\\n" at place 52. It is damaged: write it again."`,
    );
    expect(refusal(npy(described("'<f4'", "(-1,)")))).toContain("it has");
    expect(refusal(npy(described("'<f4'", "(1,)", "None"), [0, 0, 0, 0]))).toContain("does not say its fortran_order");
    expect(refusal(npy("{'descr': '<f4', 'fortran_order': False}"))).toContain("does not say its shape");
    expect(refusal(npy("{'shape': (), 'shape': ()}"))).toContain("it has");
    expect(refusal(npy(`${described("'<f4'", "()")}; import os`))).toContain("import os");
    expect(refusal(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}"))).toContain('key "more"');
    expect(refusal(npy(described("'<f3'", "()")))).toContain("floats of more than 64 bits");
    expect(refusal(npy(described("'|b1'", "(2,)"), [1, 2]))).toMatchInlineSnapshot(
      `"GenlabError: a.npy: the numbers are bool, but have 2 at place 1. The file is damaged: write it again."`,
    );
    expect(refusal(npy(described("(".repeat(9000), "()")))).toContain("is no description of an array");
  });

  it("headers that are longer than NumPy's own", () => {
    const long = npy(described("'<f4'", `()${" ".repeat(10_000)}`), [0, 0, 0, 0]);
    expect(refusal(long)).toMatchInlineSnapshot(
      `"GenlabError: a.npy has a header of 10056 bytes, and 10000 are the most, as in NumPy. Write a plain array with numpy.save."`,
    );
  });

  it("takes what other programs and Python 2 write: other quotes, orders of keys, 3L", () => {
    const header = `{"shape": (2L,), "fortran_order": False, "descr": "|u1"}`;
    expect(readNpy(npy(header, [4, 5]))).toEqual({ data: Uint8Array.of(4, 5), shape: [2] });
    expect(readNpy(npy(described("'?'", "[1]"), [1]))).toEqual({ data: Uint8Array.of(1), shape: [1] });
  });

  it("options that are none, and what are no bytes", () => {
    expect(() => readNpy(numpyFile("<i4"), { names: "a" } as never)).toThrow('readNpy has no option "names".');
    expect(() => readNpy([1] as never)).toThrow("The NPY file is [1]. Give its bytes");
  });
});
