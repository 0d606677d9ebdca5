import { useId } from "preact/hooks";

interface SliderProps {
  readonly label: string;
  /** What it can be set to, in order. */
  readonly values: readonly number[];
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Default: the number as it is. */
  readonly format?: (value: number) => string;
}

/** A number out of a list, as a slider with its value beside it. A value that is not in the list stands at the nearest. */
export function Slider({ label, values, value, onChange, format = String }: SliderProps) {
  const id = useId();
  const nearest = values.reduce(
    (best, one, index) => (Math.abs(one - value) < Math.abs(values[best]! - value) ? index : best),
    0,
  );
  return (
    // by id: a label without it names the first thing that can have a name, which is the output
    <label class="slider" for={id}>
      <span class="slider-label">{label}</span>
      {/* the slider itself says its value */}
      <output aria-hidden="true">{format(value)}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={values.length - 1}
        step={1}
        value={nearest}
        aria-valuetext={format(value)}
        onInput={({ currentTarget }) => onChange(values[currentTarget.valueAsNumber]!)}
      />
    </label>
  );
}
