import { useEffect, useRef } from "preact/hooks";
import { messageOf } from "../parts/message-of.js";
import { digitsMaterial } from "./material/digits-material.js";
import { drawingsMaterial } from "./material/drawings-material.js";
import { imagesMaterial } from "./material/images-material.js";
import type { Material } from "./material/material.js";
import { materialKey } from "./material-key.js";
import type { Settings } from "./settings.js";
import type { Lack, Store } from "./store.js";

/** Gets what the settings ask to train on. What was there before stays until then, where it is of the same kind. */
export function useMaterial(store: Store): void {
  const settings = store.settings.value;
  const files = store.files.value;
  const asked = materialKey(settings);
  const kind = useRef(settings.data);
  useEffect(() => {
    const leaving = new AbortController();
    if (kind.current !== settings.data) store.loaded.value = "loading";
    kind.current = settings.data;
    const onProgress = (done: number, of: number) => {
      leaving.signal.throwIfAborted(); // other material is wanted
      store.reading.value = { done, of };
    };
    getMaterial(settings, files, onProgress)
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

async function getMaterial(
  { data, size, color, drawings }: Settings,
  files: readonly File[],
  onProgress: (done: number, of: number) => void,
): Promise<Material | Lack> {
  if (data === "digits") return digitsMaterial();
  if (data === "drawings") return (await drawingsMaterial(drawings, Number(size))) ?? "no-drawings";
  if (files.length === 0) return "no-files";
  return (await imagesMaterial(files, { size: Number(size), color }, onProgress)) ?? "no-pictures";
}
