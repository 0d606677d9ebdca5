import { describe, GenlabError, type NdArray, sizeOf } from "@genlab/base";

/** The values of files begin at a multiple of it. */
const ALIGNMENT = 64;

/** The magic bytes, the version, and the length of the header. */
const START = 10;

/**
 * The bytes of an NPY file, version 1.0, as `numpy.load` reads it: float32, int32 or uint8 in C's order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 *
 * @throws GenlabError when the numbers do not fill the shape.
 *
 * @example
 * ```ts
 * import { encodeNpy, readNpy } from "genlab";
 *
 * const bytes = encodeNpy({ data: Float32Array.of(1, 2, 3), shape: [3] }); // `numpy.load` reads it
 * console.log((await readNpy(bytes, { name: "three.npy" })).shape); // [3]
 * ```
 */
export function encodeNpy({ data, shape }: NdArray): Uint8Array<ArrayBuffer> {
  if (data.length !== sizeOf(shape)) {
    throw new GenlabError(
      `encodeNpy: there are ${data.length} numbers for the shape ${describe(shape)}. Give ${sizeOf(shape)}.`,
    );
  }
  const type = data instanceof Float32Array ? "<f4" : data instanceof Int32Array ? "<i4" : "|u1";
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const said = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((START + said.length + 1) / ALIGNMENT) * ALIGNMENT - START;
  const bytes = new Uint8Array(START + length + data.byteLength);
  bytes.set([0x93, ...[..."NUMPY"].map((letter) => letter.charCodeAt(0)), 1, 0, length & 255, length >> 8]);
  bytes.set(new TextEncoder().encode(`${said.padEnd(length - 1)}\n`), START);
  const view = new DataView(bytes.buffer, START + length);
  if (data instanceof Uint8Array) bytes.set(data, START + length);
  else if (data instanceof Float32Array) for (let i = 0; i < data.length; i++) view.setFloat32(4 * i, data[i]!, true);
  else for (let i = 0; i < data.length; i++) view.setInt32(4 * i, data[i]!, true);
  return bytes;
}
