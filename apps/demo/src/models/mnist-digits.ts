import { mnistFromIdx, readIdx } from "@genlab/data";
import type { Pictures } from "../pictures/pictures.js";
import { fetched } from "./fetched.js";

/** Sixty of MNIST's test digits, each class in turn. `public/mnist` says whose they are. */
export async function mnistDigits(): Promise<Pictures> {
  const [images, labels] = await Promise.all(["mnist/images.idx.gz", "mnist/labels.idx"].map(arrayOf));
  const all = mnistFromIdx(images!, labels!);
  const { x, y } = all.batch(Array.from({ length: all.length }, (_, index) => index));
  return { x: x!, y: y! };
}

const arrayOf = async (name: string) => readIdx(new Uint8Array(await (await fetched(name)).arrayBuffer()), { name });
