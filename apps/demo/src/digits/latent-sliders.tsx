import { useSignal } from "@preact/signals";
import { Button } from "../parts/button.js";
import { Slider } from "../parts/slider.js";
import { words } from "./words.js";

interface LatentSlidersProps {
  /** The latents, in the order to show them. */
  readonly order: readonly number[];
  /** Of each latent, from the mean, in standard deviations. */
  readonly steps: Float32Array;
  /** Nats in each; null where codes are points. */
  readonly amounts: Float32Array | null;
  /** How far a slider goes. */
  readonly reach: number;
  readonly onChange: (axis: number, steps: number) => void;
}

const FIRST = 8;
const STEP = 0.1;

/** A slider for each latent, with what it holds. */
export function LatentSliders({ order, steps, amounts, reach, onChange }: LatentSlidersProps) {
  const { latent: texts } = words.value;
  const isWhole = useSignal(false);
  const count = Math.round((2 * reach) / STEP) + 1;
  const values = Array.from({ length: count }, (_, index) => Math.round((index * STEP - reach) * 10) / 10);
  const most = Math.max(1e-6, ...(amounts ?? []));
  const shown = isWhole.value ? order : order.slice(0, FIRST);
  return (
    <div class="latent-sliders">
      {shown.map((axis) => {
        const amount = amounts?.[axis];
        return (
          <div class="latent-slider" key={axis}>
            <Slider
              label={amount === undefined ? texts.slider(axis) : texts.sliderWithNats(axis, amount.toFixed(2))}
              values={values}
              value={steps[axis] ?? 0}
              format={(value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`}
              onChange={(value) => onChange(axis, value)}
            />
            {amount !== undefined && (
              <span class="nats" aria-hidden="true" style={{ width: `${(100 * amount) / most}%` }} />
            )}
          </div>
        );
      })}
      {order.length > FIRST && (
        <Button
          onClick={() => {
            isWhole.value = !isWhole.value;
          }}
        >
          {isWhole.value ? texts.fewer : texts.all(order.length)}
        </Button>
      )}
    </div>
  );
}
