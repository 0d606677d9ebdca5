import { extname } from "node:path";

/** How the names of images end that are read. */
export const imageKinds: readonly string[] = [
  ...[".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".avif", ".jpe", ".jfif", ".bmp"],
];

const CAMERA = "raw pictures of a camera: develop them as JPEG or TIFF";

/** What to do with images that are passed over, by how their names end. */
const REMEDIES: Readonly<Record<string, string>> = {
  ...toEach([".heic", ".heif"], "save them as JPEG: `heif-convert`, or `sips -s format jpeg` on a Mac"),
  ...toEach([".svg", ".eps", ".pdf"], "no pixels: save them as PNG"),
  ...toEach([".jxl", ".jp2", ".psd", ".ico", ".tga"], "save them as PNG"),
  ...toEach([".ppm", ".pgm", ".pbm", ".pnm"], "save them as PNG"),
  ...toEach([".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".raf", ".rw2"], CAMERA),
};

/** `40 .heic (save them as JPEG: …)`, `1 without an ending`. */
export function describeKind(ending: string, count: number): string {
  if (ending === "") return `${count} without an ending`;
  const remedy = remedyForKind(ending);
  return remedy === undefined ? `${count} ${ending}` : `${count} ${ending} (${remedy})`;
}

/** What to do with an image that ends so and is not read; undefined of other files. */
export const remedyForKind = (ending: string): string | undefined =>
  Object.hasOwn(REMEDIES, ending) ? REMEDIES[ending] : undefined;

/** How a name ends, in small letters, with its dot; empty where it has no end. */
export const endOf = (name: string): string => extname(name).toLowerCase();

/** What systems put into folders, besides what begins with a dot. */
const OF_SYSTEMS: readonly string[] = ["__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"];

/** Whether a file or folder of this name is no one's own. */
export const isHidden = (name: string): boolean => name.startsWith(".") || OF_SYSTEMS.includes(name.toLowerCase());

function toEach(endings: readonly string[], remedy: string): Readonly<Record<string, string>> {
  return Object.fromEntries(endings.map((ending) => [ending, remedy]));
}
