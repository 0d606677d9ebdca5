import { useEffect, useRef } from "preact/hooks";
import { engineOrder } from "../engines/engine-names.js";
import { engineChoice } from "../shell/location.js";
import type { Material } from "./material/material.js";
import { planOf } from "./plan.js";
import type { LiveName } from "./setting-change.js";
import { settingsAt, withChange } from "./setting-change.js";
import type { Settings } from "./settings.js";
import { identityOf, specOf } from "./specification.js";
import type { Store } from "./store.js";

/** Changes a setting of the model that runs. */
export type ChangeLive = (name: LiveName, value: number) => void;

/** Makes the run that the address names, and makes another one when the address does. */
export function useRun(store: Store): ChangeLive {
  const { bench, explorer } = store;
  const settings = store.settings.value;
  const material = store.material.value;
  const isLoaded = store.isLoaded.value;
  const engines = engineOrder(engineChoice.value, settings.network === "dense" ? "small" : "images");
  const key = keyOf(settings);
  /** The key of the run that the bench has, or is about to have. */
  const known = useRef<{ readonly key: string; readonly material: Material | null; readonly engines: string }>(nothing);
  useEffect(() => {
    if (material && !isLoaded) return; // other material is on its way
    const next = { key, material, engines: engines.join() };
    const { current } = known;
    if (current.key === key && current.material === material && current.engines === next.engines) return;
    known.current = next;
    if (!material) {
      void bench.clear();
      return;
    }
    explorer.reset(settings.latent);
    void bench.open(planOf(settings, material.data, engines));
  }, [key, material, isLoaded, engines.join()]);
  useEffect(() => () => bench.close(), []);

  return (name, value) => {
    const { step } = bench.record;
    const given = store.settings.peek();
    if (step.peek() === 0 || !material) {
      store.begin({ [name]: value });
      return;
    }
    const now = settingsAt(step.peek(), given, given.changes);
    void bench.change(specOf({ ...now, [name]: value }, material.data)).then((from) => {
      if (from === undefined) return;
      const changes = withChange(store.settings.peek().changes, { step: from, name, value });
      known.current = { ...known.current, key: keyOf({ ...store.settings.peek(), changes }) };
      store.show({ changes });
    });
  };
}

const nothing = { key: "", material: null, engines: "" };

/** Text that differs where another run is asked for. */
const keyOf = (settings: Settings): string => {
  const { rate, beta, noise, batch, changes } = settings;
  return JSON.stringify([identityOf(settings), rate, beta, noise, batch, changes]);
};
