import type { NdArray } from "@genlab/data";
import { Slider } from "../parts/slider.js";
import { ImageGrid } from "./image-grid.js";
import { words } from "./words.js";

interface LatentRowProps {
  readonly index: number;
  /** Null where nobody knows. */
  readonly nats: number | null;
  readonly value: number;
  /** Along the code, from −3 to 3. */
  readonly images: NdArray | null;
  readonly onChange: (value: number) => void;
}

const VALUES = Array.from({ length: 61 }, (_, place) => (place - 30) / 10);

/** One number of a code: what it does, and a slider. */
export function LatentRow({ index, nats, value, images, onChange }: LatentRowProps) {
  const texts = words.value;
  const name = texts.latent(index + 1);
  return (
    <div class="latent-row">
      <ImageGrid label={texts.latentStrip(index + 1)} images={images} columns={7} rows={1} />
      <Slider
        label={nats === null ? name : `${name} · ${texts.nats(nats)}`}
        values={VALUES}
        value={value}
        onChange={onChange}
        format={short}
      />
    </div>
  );
}

/** Without a minus before a zero. */
const short = (value: number) => (Math.round(10 * value) / 10 || 0).toFixed(1);
