import type { NdArray } from "@genlab/data";
import { useMemo } from "preact/hooks";
import { Slider } from "../parts/slider.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { words } from "./words.js";

interface LatentRowProps {
  readonly index: number;
  /** Null where nobody knows. */
  readonly nats: number | null;
  /** How far from zero it goes. */
  readonly range: number;
  readonly value: number;
  /** Along the code, from one end to the other. */
  readonly images: NdArray | null;
  readonly isInk: boolean;
  readonly onChange: (value: number) => void;
}

/** Of a slider to either side of zero. */
const STEPS = 30;

/** One number of a code: what it does, and a slider. */
export function LatentRow({ index, nats, range, value, images, isInk, onChange }: LatentRowProps) {
  const texts = words.value;
  const values = useMemo(() => Array.from({ length: 2 * STEPS + 1 }, (_, step) => (step / STEPS - 1) * range), [range]);
  const name = texts.latent(index + 1);
  return (
    <div class="latent-row">
      <PictureGrid label={texts.latentStrip(index + 1)} pictures={images} columns={7} rows={1} isInk={isInk} />
      <Slider
        label={nats === null ? name : `${name} · ${texts.nats(nats)}`}
        values={values}
        value={value}
        onChange={onChange}
        format={short}
      />
    </div>
  );
}

/** Without a minus before a zero. */
const short = (value: number) => (Math.round(10 * value) / 10 || 0).toFixed(1).replace("-", "−");
