import { batch, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { engineOrder } from "../engines/engine-names.js";
import { engineChoice } from "../shell/location.js";
import type { Material } from "./material/material.js";
import { planOf } from "./plan.js";
import { type LiveName, liveNames, settingsAt, withChange } from "./setting-change.js";
import type { Settings } from "./settings.js";
import { identityOf, specOf, type TrainingData } from "./specification.js";
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
  const isFirst = useRef(true);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (material && !isLoaded) return; // other material is on its way
    const next = { key, material, engines: engines.join() };
    const { current } = known;
    if (current.key === key && current.material === material && current.engines === next.engines) return;
    known.current = next;
    clearTimeout(timer.current);
    store.pending.value = {};
    if (!material) {
      void bench.clear();
      return;
    }
    explorer.reset(settings.latent, settings.at);
    void bench.open(planOf(settings, material.data, engines));
    if (isFirst.current && !matchMedia("(prefers-reduced-motion: reduce)").matches) void bench.play(STEPS_OF_THE_FIRST);
    isFirst.current = false;
  }, [key, material, isLoaded, engines.join()]);
  useEffect(() => () => bench.close(), []);
  useSignalEffect(() => {
    const at = explorer.chosen.value;
    const writing = setTimeout(() => {
      if (at.length === store.settings.peek().latent)
        store.show({ at: at.some((steps) => steps !== 0) ? [...at] : [] });
    }, MILLISECONDS_AT_REST);
    return () => clearTimeout(writing);
  });

  /** Sends what is pending, all of it as one change. */
  const send = async (data: TrainingData) => {
    const taken = store.pending.peek();
    const { key: before } = known.current;
    const from = await bench.change(() => {
      const given = store.settings.peek();
      return specOf({ ...settingsAt(bench.record.step.peek(), given, given.changes), ...taken }, data);
    });
    batch(() => {
      if (from !== undefined && known.current.key === before) {
        const next = liveNames.flatMap((name) => (taken[name] === undefined ? [] : [{ name, value: taken[name] }]));
        const changes = next.reduce(
          (all, one) => withChange(all, { step: from, ...one }),
          store.settings.peek().changes,
        );
        known.current = { ...known.current, key: keyOf({ ...store.settings.peek(), changes }) };
        store.show({ changes });
      }
      store.pending.value = Object.fromEntries(
        Object.entries(store.pending.peek()).filter(([name, value]) => taken[name as LiveName] !== value),
      );
    });
  };
  return (name, value) => {
    if (bench.record.step.peek() === 0 || !material) {
      store.begin({ [name]: value });
      return;
    }
    store.pending.value = { ...store.pending.peek(), [name]: value };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(material.data), MILLISECONDS_AT_REST);
  };
}

/** What one comes to learns by itself, until it has learned what it can in a minute or so. */
const STEPS_OF_THE_FIRST = 3000;

/** A slider that moves on within this time is not there yet. */
const MILLISECONDS_AT_REST = 150;

const nothing = { key: "", material: null, engines: "" };

/** Text that differs where another run is asked for. */
const keyOf = (settings: Settings): string => {
  const { rate, beta, noise, batch, changes } = settings;
  return JSON.stringify([identityOf(settings), rate, beta, noise, batch, changes]);
};
