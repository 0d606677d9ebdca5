import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { refuseArchive, refuseBomb } from "./archive-faults.js";
import type { ImageSource, SourceOptions } from "./image-source.js";
import { type ArchiveEntry, type ArchiveMember, siftArchive } from "./sift-archive.js";

/** The images in a ZIP archive, which are unpacked into memory when their turn comes. */
export async function zipSource({ place, name: called, kinds }: SourceOptions): Promise<ImageSource<ArchiveEntry>> {
  const members: ArchiveMember[] = [];
  const zip = await opened(place, called);
  try {
    for await (const entry of zip.eachEntry()) members.push(memberOf(entry));
  } catch (cause) {
    refuseArchive(called, cause);
  } finally {
    zip.close();
  }
  const content = siftArchive(members, kinds);
  const unpacked = content.entries.reduce((sum, { size }) => sum + size, 0);
  refuseBomb(called, unpacked, zip.fileSize);
  const positions = new Map(content.entries.map(({ path, position }) => [path, position]));
  return {
    ...{ place, name: called },
    ...content,
    async *open(wanted) {
      const indices = new Map(wanted.map(({ path }, index) => [positions.get(path), index]));
      const again = await opened(place, called);
      try {
        let position = 0;
        for await (const entry of again.eachEntry()) {
          const index = indices.get(position++);
          if (index !== undefined) yield { index, read: () => unpack(again, entry) };
        }
      } catch (cause) {
        refuseArchive(called, cause);
      } finally {
        again.close(); // behind what is being read
      }
    },
  };
}

/** Names are decoded here: yauzl refuses an archive whole for one that leads out of it. */
const opened = (archive: string, called: string): Promise<ZipFile> =>
  yauzl
    .openPromise(archive, { autoClose: false, lazyEntries: true, decodeStrings: false })
    .catch((cause: unknown) => refuseArchive(called, cause));

/** By the first four bits of a mode of Unix; 0 where it says none. */
const FILE_TYPES: Readonly<Record<number, ArchiveMember["type"]>> = { 4: "folder", 10: "link", 8: "file", 0: "file" };

function memberOf(entry: Entry): ArchiveMember {
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const isOfUnix = entry.versionMadeBy >>> 8 === 3;
  const mode = isOfUnix ? entry.externalFileAttributes >>> 28 : 0;
  const type = name.endsWith("/") ? "folder" : (FILE_TYPES[mode] ?? "special");
  return {
    name,
    type: type === "file" && entry.isEncrypted() ? "encrypted" : type,
    size: entry.uncompressedSize,
    stamp: `${entry.crc32}`,
  };
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(bytes) !== entry.crc32) throw new Error("its bytes are damaged in the archive: their CRC is another");
  return bytes;
}
