import type { NdArray } from "@genlab/data";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { Picture } from "../parts/picture.js";
import { Switch } from "../parts/switch.js";
import { drawMap } from "./draw-map.js";
import type { Store } from "./store.js";
import type { Codes } from "./use-codes.js";
import { words } from "./words.js";

interface LatentMapProps {
  readonly store: Store;
  readonly codes: Codes | null;
  /** The latents to the right and upwards. */
  readonly axes: readonly [number, number];
  /** The place that is shown, in standard deviations from the mean. */
  readonly here: Float32Array;
  /** Pictures all over the map, row by row. */
  readonly background: NdArray | null;
  readonly side: number;
  readonly reach: number;
}

/** Where pictures are among the codes, and what the model makes of the places between them. */
export function LatentMap({ store, codes, axes, here, background, side, reach }: LatentMapProps) {
  const { latent: texts } = words.value;
  const { explorer } = store;
  const showsPictures = useSignal(true);
  const showsPoints = useSignal(true);
  const isDown = useRef(false);
  const material = store.material.value;
  const shades = colors.value;
  const [ends, drawn] = [explorer.ends.value, explorer.drawn.value];
  const [withPictures, withPoints] = [showsPictures.value, showsPoints.value];
  const draw = useMemo(
    () =>
      drawMap({
        ...{ codes, axes, here, side, reach, ends, drawn, shades },
        background: withPictures ? background : null,
        withPoints,
        names: material?.classes ?? [],
        isInk: material?.isInk ?? true,
      }),
    [codes, ...axes, here, background, ends, drawn, shades, withPictures, withPoints, material],
  );
  const placeAt = ({ currentTarget, clientX, clientY }: PointerEvent): Float32Array => {
    const { left, top, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const next = explorer.chosen.peek().slice();
    next[axes[1]] = reach * (1 - (2 * (clientY - top)) / width);
    next[axes[0]] = reach * ((2 * (clientX - left)) / width - 1);
    return next;
  };
  const point = (event: PointerEvent) => {
    const place = placeAt(event);
    if (isDown.current) explorer.chosen.value = place;
    explorer.pointed.value = place;
  };
  return (
    <div>
      <div
        class="latent-map"
        onPointerMove={point}
        onPointerDown={(event) => {
          isDown.current = true;
          point(event);
        }}
        onPointerUp={() => {
          isDown.current = false;
        }}
        onPointerLeave={() => {
          isDown.current = false;
          explorer.pointed.value = null;
        }}
      >
        <Picture label={texts.map} draw={draw} />
      </div>
      <div class="switches">
        <Switch
          label={texts.pictures}
          value={withPictures}
          onChange={(value) => {
            showsPictures.value = value;
          }}
        />
        {codes?.posteriors && (
          <Switch
            label={texts.points}
            value={withPoints}
            onChange={(value) => {
              showsPoints.value = value;
            }}
          />
        )}
      </div>
    </div>
  );
}
