import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { ImagesConfig } from "../src/images/held-out.js";
import { prepareImages } from "../src/images/prepare-images.js";
import { workFolder } from "./genlab.js";
import { pillowImages } from "./pillow-images.js";

const folder = workFolder();
let made = 0;

const written = (name: keyof typeof pillowImages) => Buffer.from(pillowImages[name], "base64");

function png(level: number, [width, height] = [8, 8], channels = 3): Uint8Array {
  const data = new Uint8Array(width! * height! * channels).fill(level);
  return encode({ width: width!, height: height!, channels, data });
}

/** What lies where: a text is a file that is no image, or with `->` a link. */
type Tree = Readonly<Record<string, Uint8Array | string>>;

async function grow(tree: Tree): Promise<string> {
  const root = join(folder.path, `set-${made++}`);
  await mkdir(root);
  for (const [path, content] of Object.entries(tree)) {
    const at = join(root, path);
    await mkdir(path.endsWith("/") ? at : dirname(at), { recursive: true });
    if (typeof content === "string" && content.startsWith("->")) await symlink(content.slice(2), at);
    else if (!path.endsWith("/")) await writeFile(at, content);
  }
  return root;
}

/** Images of these paths, each of its own grey level. */
const images = (...paths: string[]): Tree => Object.fromEntries(paths.map((path, i) => [path, png(10 * i)]));

async function noteOf(tree: Tree, more: Partial<ImagesConfig> = {}): Promise<string> {
  const data: ImagesConfig = { type: "images", folder: await grow(tree), ...more };
  const { config, data: read } = await prepareImages(composeConfig({ model: "vae", options: { data } }).config, data);
  const { size, channels } = config.data as ImagesConfig;
  const all = Array.from({ length: read.train.length }, (_, i) => i);
  expect(read.train.batch(all).x!.shape).toEqual([read.train.length, ...[size, size], channels]);
  return read.note!;
}

describe("folders as people have them:", () => {
  it.each([
    [
      "photos beside one another",
      images("a.png", "b.png", "c.png"),
      "2 images to train on and 1 to test on, 8×8, in colour",
    ],
    [
      "a folder for each class",
      images("cat/1.png", "cat/2.png", "dog/1.png"),
      "8×8, in colour, of 2 classes: cat, dog",
    ],
    [
      "digits by their names",
      images("0/a.png", "1/a.png", "2/a.png", "10/a.png"),
      'of 4 classes: 0 is "0", 1 is "1", 2 is "2", 3 is "10"',
    ],
    [
      "parts with classes",
      images("train/cat/1.png", "train/dog/2.png", "val/cat/3.png", "test/dog/4.png"),
      '2 images to train on and 1 to test on, 8×8, in colour, of 2 classes: cat, dog; tested on "val"; the 1 image in "test" stays untouched',
    ],
    [
      "parts with their year, as COCO has them",
      {
        ...images("train2017/1.png", "train2017/2.png", "val2017/3.png", "annotations/a.png"),
        "annotations/x.json": "{}",
      },
      "2 images to train on and 1 to test on, 8×8, in colour; passed over: 1 image beside the parts, 1 .json",
    ],
    [
      "classes with parts",
      images("cat/train/1.png", "cat/test/2.png", "dog/train/3.png", "dog/test/4.png"),
      "2 images to train on and 2 to test on, 8×8, in colour, of 2 classes: cat, dog",
    ],
    [
      "an annotated set: images and labels in parts",
      {
        ...images("images/train/1.png", "images/train/2.png", "images/val/3.png"),
        "labels/train/1.txt": "0 0.5",
        "data.yaml": "x",
      },
      "2 images to train on and 1 to test on, 8×8, in colour; passed over: 1 .txt, 1 .yaml, 1 folder without images (labels)",
    ],
    [
      "a table beside the images of a contest",
      { ...images("train/1.png", "train/2.png"), "train.csv": "id", "sample_submission.csv": "id" },
      "1 image to train on and 1 to test on, 8×8, in colour; passed over: 2 .csv",
    ],
    [
      "an archive that a Mac packed, unpacked elsewhere",
      { ...images("set/1.png", "set/2.png"), "__MACOSX/set/._1.png": "-", "set/.DS_Store": "-" },
      "1 image to train on and 1 to test on, 8×8, in colour; passed over: 1 hidden file or folder",
    ],
    [
      "a folder of Windows",
      { ...images("1.png", "2.png"), "Thumbs.db": "-", "desktop.ini": "-", "saved.jfif": written("jpegCmyk") },
      "2 images to train on and 1 to test on, 8×8, in colour",
    ],
    [
      "a telephone's",
      {
        ...{
          "DCIM/100/IMG_1.HEIC": "-",
          "DCIM/100/IMG_2.HEIC": "-",
          "DCIM/100/IMG_3.MOV": "-",
          "DCIM/100/IMG_3.AAE": "-",
        },
        ...{ "DCIM/100/IMG_4.JPG": written("jpegTurned"), "DCIM/100/IMG_5.PNG": png(4) },
      },
      "1 image to train on and 1 to test on, 32×32, in colour; 2 smaller than that are enlarged; passed over: " +
        "2 .heic (save them as JPEG: `heif-convert`, or `sips -s format jpeg` on a Mac), 1 .aae, 1 .mov",
    ],
    [
      "a camera's, with its raw pictures",
      { ...images("1.png", "2.png"), "1.NEF": "-", "2.NEF": "-" },
      "passed over: 2 .nef (raw pictures of a camera: develop them as JPEG or TIFF)",
    ],
    [
      "a scanner's: 16 bits, one bit, palettes, all grey but one",
      {
        "1.tif": written("tiff16"),
        "2.png": written("pngOneBit"),
        "3.png": written("png16"),
        "4.bmp": written("bmpPalette"),
      },
      "3 images to train on and 1 to test on, 8×8, in colour",
    ],
    [
      "drawings: grey, on nothing",
      { "1.png": png(0, [8, 8], 2), "2.png": png(9, [8, 8], 2), "3.svg": "<svg/>" },
      "1 image to train on and 1 to test on, 8×8, grey; passed over: 1 .svg (no pixels: save them as PNG)",
    ],
    [
      "what moves",
      { "1.gif": written("gifAnimated"), "2.webp": written("webpAnimated"), "3.mp4": "-" },
      "8×8, in colour; the first frame of 2 that have several; passed over: 1 .mp4",
    ],
    [
      "sizes of all kinds",
      {
        "wide.png": png(1, [300, 2]),
        "high.png": png(2, [1, 90]),
        "point.png": png(3, [1, 1]),
        "large.png": png(4, [64, 64]),
      },
      "3 images to train on and 1 to test on, 32×32, in colour; 3 smaller than that are enlarged",
    ],
    [
      "endings that lie, and names of all kinds",
      {
        ...images("a b.jpg", "größe.png", "it's.png", "x\ny.webp", "-f.png", "%41.png", "__proto__.png"),
        "no ending": "-",
      },
      "6 images to train on and 1 to test on, 8×8, in colour; passed over: 1 without an ending",
    ],
    [
      "downloads that were cut off",
      { ...images("1.png", "2.png"), "3.png": "", "4.png": "", "5.png.part": "-", "6.crdownload": "-" },
      "1 image to train on and 1 to test on, 8×8, in colour; passed over: 1 .crdownload, 1 .part, 2 empty",
    ],
    [
      "by years and months",
      images("2022/11/1.png", "2022/12/2.png", "2023/01/3.png"),
      'of 2 classes: 0 is "2022", 1 is "2023"',
    ],
    [
      "classes, and some not sorted yet",
      images("cat/1.png", "dog/2.png", "3.png", "4.png"),
      "8×8, in colour; no classes, for 2 images are in no subfolder",
    ],
    [
      "links to a disk that is not there, and to itself",
      { ...images("1.png", "2.png"), far: "->/mnt/nowhere", self: "->.", "same.png": "->1.png" },
      "8×8, in colour; passed over: 2 links to what is there already, 1 link that leads nowhere",
    ],
  ] as const)("%s", async (_, tree, note) => {
    const found = await noteOf(tree);
    expect(found.slice(-note.length), found).toBe(note);
  });

  it.each([
    ["nothing at all", {}, /^There is no image in \S*: no file that ends in \.png, .*\.$/],
    ["nothing but HEIC", { "1.heic": "-", "2.heic": "-" }, / Passed over: 2 \.heic \(save them as JPEG: .*\)\.$/],
    ["a table alone", { "people.csv": "a,b" }, / Passed over: 1 \.csv\. To train on a table .* one file, unpacked\.$/],
    ["one", images("1.png"), /^There is one image in \S*; two are the least\.$/],
    [
      "a page that was saved as images",
      { ...images("1.png"), "2.jpg": "<html>" },
      /^1 of 2 images cannot be read\..*--skip-bad:\n.*2\.jpg: /,
    ],
    [
      "an image that is no rectangle",
      { ...images("1.png"), "2.png": png(1).subarray(0, 30) },
      /^1 of 2 images cannot be read\./,
    ],
  ] as const)("%s is refused", async (_, tree, message) => {
    await expect(noteOf(tree as Tree)).rejects.toThrow(message);
  });
});
