import type { NdArray } from "@genlab/data";
import { useEffect, useMemo } from "preact/hooks";
import { klOf, ordered, type Place, placeOf, standard } from "../codes/codes.js";
import { useLook } from "../parts/use-look.js";
import { type Pictures, pick, range } from "../pictures/pictures.js";
import type { Posteriors } from "../session/looks/given-class.js";
import { kindOf } from "./kinds.js";
import type { Store } from "./store.js";

/** Pictures on the map. */
const MOST = 300;

/** Where the model puts the pictures that are shown. */
export interface Codes {
  readonly pictures: Pictures;
  /** Null without an encoder, and until the first answer. */
  readonly posteriors: Posteriors | null;
  /** Where codes are drawn from. */
  readonly place: Place;
  /** Nats in each latent; null where codes are points. */
  readonly kl: Float32Array | null;
}

/** What the cards take. */
export interface Shown {
  readonly store: Store;
  /** Null while there is nothing to train on. */
  readonly codes: Codes | null;
}

/** What a look gives the classes of. */
export const classesOf = (y: NdArray | null): { readonly y?: NdArray } => (y ? { y } : {});

/** Asks where the pictures are, and keeps the order of the latents. */
export function useCodes(store: Store): Codes | null {
  const { bench, explorer } = store;
  const { model, latent } = store.settings.value;
  const material = store.material.value;
  const pictures = useMemo(
    () => material && pick(material.shown, range(Math.min(MOST, material.shown.x.shape[0]!))),
    [material],
  );
  const { encodes, samples } = kindOf(model);
  const { answer: posteriors } = useLook(bench, [pictures, encodes], async (look) => {
    if (!encodes || !pictures) return null;
    return (await look({ posteriors: { x: pictures.x, ...classesOf(pictures.y) } })).posteriors;
  });
  const isFitting = posteriors?.mean.shape[1] === latent;
  const codes = useMemo(() => {
    if (!pictures) return null;
    const found = isFitting ? posteriors : null;
    const place = samples || !found ? standard(latent) : placeOf(found.mean);
    return { pictures, posteriors: found, place, kl: found && klOf(found) };
  }, [pictures, isFitting, posteriors, samples, latent]);
  useEffect(() => {
    if (!codes?.posteriors) return;
    const before = bench.isTraining.peek() ? explorer.order.peek() : null;
    const next = ordered(before, codes.kl ?? placeOf(codes.posteriors.mean).deviation);
    if (next.some((axis, index) => axis !== explorer.order.peek()[index])) explorer.order.value = next;
  }, [codes]);
  return codes;
}
