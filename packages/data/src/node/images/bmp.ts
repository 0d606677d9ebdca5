/** What a BMP file says of itself. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
}

/** The decoder's memory is never given back. */
const MOST_PIXELS = 2 ** 26;

/** Whether bytes are those of a BMP file, which sharp does not read. */
export const isBmp = (bytes: Uint8Array): boolean => bytes[0] === 0x42 && bytes[1] === 0x4d;

/**
 * Reads the header: https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types.
 *
 * @throws Error for one that is cut short, and for images that are not read.
 */
export function bmpHeader(bytes: Uint8Array): BmpHeader {
  if (bytes.length < 30) throw new Error("it is cut short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isOfOs2 = view.getUint32(14, true) === 12;
  const [width, height, bits] = isOfOs2
    ? [view.getUint16(18, true), view.getUint16(20, true), view.getUint16(24, true)]
    : [view.getInt32(18, true), Math.abs(view.getInt32(22, true)), view.getUint16(28, true)];
  // the decoder makes 248 of 31, which is white
  if (bits === 16) throw new Error("its pixels have 16 bits; save it as PNG");
  if (width < 1 || height < 1) throw new Error(`it is ${width}×${height}`);
  if (width * height > MOST_PIXELS)
    throw new Error("it has more than 67 million pixels, too many of a BMP; save it as PNG");
  return { width, height };
}

/** The values of a BMP file as red, green, blue and opacity. */
export async function decodeBmp(bytes: Uint8Array): Promise<Uint8Array> {
  const { decode } = await import("@cwasm/nsbmp"); // which starts WebAssembly
  const { data } = decode(bytes);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
