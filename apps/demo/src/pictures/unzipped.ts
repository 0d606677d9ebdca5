import type { GivenImage } from "@genlab/data/browser";
import { isPicture } from "./is-picture.js";

/** What systems put into archives. */
const HIDDEN = /(^|\/)(__MACOSX\/|\.)/;

/** Files, and in the place of a zip the pictures in it. One of a run, which has pictures too, and one that has none stay as they are. */
export async function unzipped(files: readonly GivenImage[]): Promise<readonly GivenImage[]> {
  const all = await Promise.all(files.map(async (given) => (await picturesIn(given)) ?? [given]));
  return all.flat();
}

/** By the name of the zip and the path in it. */
async function picturesIn({ name, file }: GivenImage): Promise<readonly GivenImage[] | undefined> {
  if (!/\.zip$/i.test(name)) return undefined;
  const { unzip } = await import("fflate");
  const bytes = new Uint8Array(await file.arrayBuffer());
  let isOfRun = false;
  const filter = ({ name: path }: { readonly name: string }) => {
    isOfRun ||= /\.safetensors$/i.test(path);
    return !isOfRun && isPicture({ name: path, type: "" }) && !HIDDEN.test(path);
  };
  const found = await new Promise<Record<string, Uint8Array>>((resolve) => {
    unzip(bytes, { filter }, (fault, content) => resolve(fault ? {} : content));
  });
  const images = Object.entries(found).map(([path, content]) => ({
    name: `${name}/${path}`,
    file: new File([content as Uint8Array<ArrayBuffer>], path, { lastModified: file.lastModified }),
  }));
  return isOfRun || images.length === 0 ? undefined : images;
}
