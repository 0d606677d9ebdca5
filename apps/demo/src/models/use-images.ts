import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { messageOf } from "../parts/message-of.js";
import type { GivenImage } from "../pictures/image-store.js";
import { isOfPoints, shapeOf } from "../runs/configuration.js";
import type { Bench } from "./bench.js";
import { imagesAs } from "./images-as.js";
import { change } from "./state.js";

/** Images that someone gave, for whatever model is open. */
export interface GivenImages {
  readonly files: Signal<readonly GivenImage[]>;
  /** Whether to swap black and white: models of digits expect light ink on a dark ground. */
  readonly invert: Signal<boolean>;
  /** The file that could not be read. */
  readonly broken: Signal<string | null>;
}

/** Hands the images to the bench, again when another model of images is open. */
export function useImages(bench: Bench): GivenImages {
  const files = useSignal<readonly GivenImage[]>([]);
  const invert = useSignal(false);
  const broken = useSignal<string | null>(null);
  useSignalEffect(() => {
    const run = bench.run.value;
    const [given, isInverted] = [files.value, invert.value];
    if (!run || given.length === 0 || isOfPoints(run.configuration.data)) return;
    let isWanted = true;
    imagesAs(shapeOf(run.configuration.data), given, isInverted).then(
      (images) => {
        if (!isWanted) return;
        bench.give(images);
        change({ page: 0, set: new Map() });
      },
      (error) => {
        if (!isWanted) return;
        files.value = []; // else they would be as broken for the next run
        broken.value = messageOf(error);
      },
    );
    return () => {
      isWanted = false;
    };
  });
  return { files, invert, broken };
}
