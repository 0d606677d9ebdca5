import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { type Extract, extract } from "tar-stream";
import { refuseArchive, refuseBomb } from "./archive-faults.js";
import { type ImageSource, MOST_FILE_BYTES, type SourceOptions } from "./image-source.js";
import { type ArchiveEntry, type ArchiveMember, siftArchive } from "./sift-archive.js";

type Member = Extract extends AsyncIterable<infer Each> ? Each : never;

const TYPES: Readonly<Record<string, ArchiveMember["type"]>> = {
  ...{ file: "file", "contiguous-file": "file", directory: "folder", link: "link", symlink: "link" },
};

/** The images in a TAR archive, packed by gzip or not. It is read from its beginning each time. */
export async function tarSource({ place, name: called, kinds }: SourceOptions): Promise<ImageSource<ArchiveEntry>> {
  const members: ArchiveMember[] = [];
  for await (const entry of membersOf(place, called)) {
    const { name, type, size = 0, mtime } = entry.header;
    members.push({ name, type: TYPES[`${type}`] ?? "special", size, stamp: `${mtime?.getTime()}` });
    entry.resume();
  }
  const content = siftArchive(members, kinds);
  const positions = new Map(content.entries.map(({ path, position }) => [path, position]));
  return {
    ...{ place, name: called },
    ...content,
    async *open(wanted) {
      const indices = new Map(wanted.map(({ path }, index) => [positions.get(path), index]));
      let [position, left] = [0, wanted.length];
      if (left === 0) return;
      for await (const entry of membersOf(place, called)) {
        const index = indices.get(position++);
        if (index === undefined) entry.resume();
        else if ((entry.header.size ?? 0) > MOST_FILE_BYTES) {
          entry.resume();
          yield { index, read: async () => new Uint8Array() }; // it is refused by its size
        } else {
          const bytes = await buffer(entry);
          yield { index, read: async () => bytes };
        }
        if (index !== undefined && --left === 0) return;
      }
    },
  };
}

async function* membersOf(archive: string, called: string): AsyncGenerator<Member> {
  const members = extract();
  try {
    const feeding = feed({ archive, called, members }).catch((error: Error) => void members.destroy(error));
    for await (const member of members) {
      const { name, size = 0 } = member.header;
      // tar-stream would wait for the end of such a file for ever
      if (!(Number.isSafeInteger(size) && size >= 0)) throw new Error(`the size of ${name} is damaged`);
      yield member;
    }
    await feeding;
  } catch (cause) {
    refuseArchive(called, cause);
  }
}

interface Feeding {
  readonly archive: string;
  /** What errors call it. */
  readonly called: string;
  readonly members: Extract;
}

async function feed({ archive, called, members }: Feeding): Promise<void> {
  const { isPacked, size } = await lookAt(archive);
  const file = createReadStream(archive);
  const bytes: AsyncIterable<Uint8Array> = isPacked ? pipeline(file, createGunzip(), () => {}) : file;
  let unpacked = 0;
  for await (const chunk of bytes) {
    if (members.destroyed) return;
    unpacked += chunk.length;
    refuseBomb(called, unpacked, size);
    if (members.write(chunk)) continue;
    await new Promise<void>((resolve) => {
      const goOn = () => {
        for (const event of ["drain", "close"]) members.off(event, goOn);
        resolve();
      };
      for (const event of ["drain", "close"]) members.on(event, goOn);
    });
  }
  members.end(null);
}

/** Whether it is packed by gzip, and how large it is. */
async function lookAt(archive: string): Promise<{ readonly isPacked: boolean; readonly size: number }> {
  const file = await open(archive);
  try {
    const { buffer: bytes } = await file.read(new Uint8Array(2), 0, 2, 0);
    return { isPacked: bytes[0] === 0x1f && bytes[1] === 0x8b, size: (await file.stat()).size };
  } finally {
    await file.close();
  }
}
