import { useEffect } from "preact/hooks";
import { kindOf } from "./kinds.js";
import { digitsMaterial } from "./material/digits-material.js";
import { drawingsMaterial } from "./material/drawings-material.js";
import { imagesMaterial } from "./material/images-material.js";
import type { Material } from "./material/material.js";
import { messageOf } from "./message-of.js";
import type { Lack, Store } from "./store.js";

/** Gets what the settings ask to train on. */
export function useMaterial(store: Store): void {
  const { data, size, color, drawings, model } = store.settings.value;
  const { needsClasses } = kindOf(model);
  const files = store.files.value;
  const asked = { digits: "digits", images: `images ${size} ${color}`, drawings: `drawings ${size} ${drawings}` }[data];
  useEffect(() => {
    let isWanted = true;
    const take = (material: Material | null, lack: Lack) => {
      if (!isWanted) return;
      const hasClasses = !needsClasses || (material?.data.classes ?? 0) > 0;
      store.material.value = hasClasses ? material : null;
      store.lack.value = !material ? lack : hasClasses ? null : "no-classes";
      store.reading.value = null;
    };
    const get = async () => {
      if (data === "digits") return take(await digitsMaterial(), "loading");
      if (data === "drawings") return take(await drawingsMaterial(drawings, Number(size)), "no-drawings");
      if (files.length === 0) return take(null, "no-files");
      const onProgress = (done: number, of: number) => {
        if (isWanted) store.reading.value = { done, of };
      };
      return take(await imagesMaterial(files, { size: Number(size), color }, onProgress), "no-pictures");
    };
    store.lack.value = "loading";
    get().catch((error: unknown) => {
      store.bench.fault.value = messageOf(error);
    });
    return () => {
      isWanted = false;
    };
  }, [asked, files, needsClasses]);
}
