import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { take } from "../given/given.js";
import { messageOf } from "../parts/message-of.js";
import { type FindStoredOptions, type GivenImage, ImageStore } from "../pictures/image-store.js";
import { isPicture } from "../pictures/is-picture.js";
import { unzipped } from "../pictures/unzipped.js";
import { digitsMaterial } from "./material/digits-material.js";
import { drawingsMaterial } from "./material/drawings-material.js";
import { imageOptions, imagesMaterial } from "./material/images-material.js";
import type { Material } from "./material/material.js";
import { materialKey } from "./material-key.js";
import type { Settings } from "./settings.js";
import type { Lack, Store } from "./store.js";

/** Gets what the settings ask to train on. What was there before stays until then, where it is of the same kind. */
export function useMaterial(store: Store): void {
  useSignalEffect(() => {
    const dropped = take("pictures");
    if (!dropped) return;
    store.files.value = dropped.images;
    if (store.settings.peek().data !== "images") store.begin({ data: "images" });
  });
  const settings = store.settings.value;
  const files = store.files.value;
  const asked = materialKey(settings);
  const kind = useRef(settings.data);
  useEffect(() => {
    const leaving = new AbortController();
    if (kind.current !== settings.data) store.loaded.value = "loading";
    kind.current = settings.data;
    const onProgress = (done: number, of: number) => {
      if (!leaving.signal.aborted) store.reading.value = { done, of };
    };
    getMaterial(settings, files, { onProgress, signal: leaving.signal })
      .then((loaded) => {
        if (!leaving.signal.aborted)
          store.loaded.value = typeof loaded === "string" ? loaded : { key: asked, material: loaded };
      })
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) store.bench.onFault(messageOf(error));
      })
      .finally(() => {
        if (!leaving.signal.aborted) store.reading.value = null;
      });
    return () => leaving.abort();
  }, [asked, files]);
}

interface Course {
  readonly onProgress: (done: number, of: number) => void;
  /** Aborted when other material is wanted. */
  readonly signal: AbortSignal;
}

async function getMaterial(settings: Settings, files: readonly GivenImage[], course: Course): Promise<Material | Lack> {
  const { data, size, drawings } = settings;
  if (data === "digits") return digitsMaterial();
  if (data === "drawings") return (await drawingsMaterial(drawings, Number(size))) ?? "no-drawings";
  return getImages(files, imageOptions(settings), course);
}

/** Those that were chosen, or those that an earlier visit kept. */
async function getImages(
  files: readonly GivenImage[],
  options: FindStoredOptions,
  { onProgress, signal }: Course,
): Promise<Material | Lack> {
  const store = new ImageStore();
  signal.addEventListener("abort", () => store.close());
  try {
    const given = await unzipped(files);
    const pictures = given.filter(({ name, file }) => isPicture({ name, type: file.type }));
    const images = files.length > 0 ? await store.read(pictures, options, onProgress) : await store.find(options);
    return images ? ((await imagesMaterial(store, images)) ?? "no-pictures") : "no-files";
  } finally {
    store.close();
  }
}
