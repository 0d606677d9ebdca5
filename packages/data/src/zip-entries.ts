import { crc32, describe, GenlabError } from "@genlab/base";
import { expand } from "./expand.js";

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes of it, unpacked. */
  readonly size: number;
  /** Its first bytes, as many as are asked for or as there are, unchecked. */
  begin(length: number): Promise<Uint8Array>;
  /**
   * All of it. What is stored as it is shares the memory of the archive.
   *
   * @throws GenlabError when it is packed in another way, is not of its size, or has another checksum.
   */
  content(): Promise<Uint8Array>;
}

interface Listed {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * The files in a zip archive, by its directory, of 64 bits too: only what lies in one piece, with no byte that is two files'.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 *
 * @throws GenlabError for bytes that are no zip archive, or a damaged one.
 */
export function zipEntries(bytes: Uint8Array, archive: string): readonly ZipEntry[] {
  const damaged = (what: string): never => {
    throw new GenlabError(`${archive} is no whole zip archive: ${what}. Get it, or write it, anew.`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start, end, count } = directoryOf(view, damaged);
  const listed: Listed[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) damaged("its directory is damaged");
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > end) damaged("its directory is damaged");
    const extra = new DataView(bytes.buffer, bytes.byteOffset + at + 46 + nameLength, extraLength);
    const [size, packedSize, offset] =
      wide(
        extra,
        [24, 20, 42].map((place) => view.getUint32(at + place, true)),
      ) ?? [];
    if (size === undefined || packedSize === undefined || offset === undefined) damaged("its directory is damaged");
    listed.push({
      name: decoder.decode(new Uint8Array(bytes.subarray(at + 46, at + 46 + nameLength))),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      ...{ size: size!, packedSize: packedSize!, offset: offset! },
    });
    at = next;
  }
  if (at !== end) damaged("its directory is damaged");

  let before = 0;
  const placed = new Map<Listed, Uint8Array>();
  for (const entry of listed.toSorted((a, b) => a.offset - b.offset)) {
    const { offset, packedSize, method, size, name } = entry;
    const where = `its file ${describe(name)}`;
    if (offset < before) damaged(`${where} overlaps another`);
    if (offset + 30 > start || view.getUint32(offset, true) !== LOCAL) damaged(`${where} is not where it should be`);
    const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    before = from + packedSize;
    if (before > start) damaged(`${where} is not where it should be`);
    if (view.getUint16(offset + 8, true) !== method || (method === STORED && size !== packedSize)) {
      damaged(`${where} is described in two ways`);
    }
    placed.set(entry, bytes.subarray(from, before));
  }
  return listed.map((entry) => entryOf(entry, placed.get(entry)!, `${archive}, ${describe(entry.name)}`));
}

const [CENTRAL, LOCAL] = [0x02014b50, 0x04034b50];
const [STORED, DEFLATED] = [0, 8];
const decoder = new TextDecoder();

function entryOf({ name, flags, method, checksum, size }: Listed, packed: Uint8Array, where: string): ZipEntry {
  const refuseOthers = () => {
    if (flags & 1) throw new GenlabError(`${where} is encrypted. Write the archive without a password.`);
    if (method === STORED || method === DEFLATED) return;
    throw new GenlabError(`${where} is packed by method ${method}. Known are 0 (stored) and 8 (deflate).`);
  };
  const damaged = (cause?: unknown) =>
    new GenlabError(`${where} is damaged: what is packed is not what the archive lists. Get it, or write it, anew.`, {
      cause,
    });
  return {
    name,
    size,
    async begin(length) {
      refuseOthers();
      if (method === STORED) return packed.subarray(0, length);
      const expansion = expand(packed, "deflate-raw", where);
      try {
        return await expansion.read(Math.min(length, size));
      } catch (cause) {
        throw damaged(cause);
      } finally {
        await expansion.stop();
      }
    },
    async content() {
      refuseOthers();
      const bytes =
        method === STORED
          ? packed
          : await inflated(packed, size, where).catch((cause) => Promise.reject(damaged(cause)));
      if (bytes.length !== size || crc32(bytes) !== checksum) throw damaged();
      return bytes;
    },
  };
}

/** Fewer bytes than `size`, or none, where it is not the right one. */
async function inflated(packed: Uint8Array, size: number, where: string): Promise<Uint8Array> {
  const expansion = expand(packed, "deflate-raw", where);
  try {
    const bytes = await expansion.read(size);
    return (await expansion.isAtEnd()) ? bytes : bytes.subarray(0, 0);
  } finally {
    await expansion.stop();
  }
}

/** Where the directory lies, by the record at the end of the archive. */
function directoryOf(view: DataView, damaged: (what: string) => never) {
  const end = endRecord(view);
  if (end === undefined) return damaged("it has no directory at its end");
  const [disk, count, size, offset] = [
    view.getUint16(end + 4, true),
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    const record = Number(view.getBigUint64(locator + 8, true));
    if (!(record + 56 <= locator) || view.getUint32(record, true) !== 0x06064b50)
      return damaged("its directory is damaged");
    const [wideCount, wideSize, start] = [32, 40, 48].map((place) => Number(view.getBigUint64(record + place, true)));
    if (start! + wideSize! !== record) return damaged("its directory is damaged");
    return { start: start!, end: record, count: wideCount! };
  }
  if (disk !== 0) return damaged("it is one of several parts");
  if (offset + size !== end) return damaged("its directory is damaged");
  return { start: offset, end, count };
}

/** The last place at which a record stands whose comment ends with the archive. */
function endRecord(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

/** Numbers of 32 bits, or where they are too few those of 64 that stand in the extra field instead. */
function wide(extra: DataView, narrow: readonly number[]): readonly number[] | undefined {
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== 1) at += 4 + extra.getUint16(at + 2, true);
  const end = at + 4 <= extra.byteLength ? Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true)) : 0;
  at += 4;
  const values: number[] = [];
  for (const value of narrow) {
    if (value !== 0xffffffff) values.push(value);
    else if (at + 8 <= end) {
      values.push(Number(extra.getBigUint64(at, true)));
      at += 8;
    } else return undefined;
  }
  return values.every(Number.isSafeInteger) ? values : undefined;
}
