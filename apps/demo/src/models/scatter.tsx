import type { NdArray } from "@genlab/data";
import { useCallback } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { type Draw, Picture } from "../parts/picture.js";

interface ScatterProps {
  /** What the points are, for those who do not see them. */
  readonly label: string;
  /** `[count, 2]` */
  readonly points: NdArray;
}

/** Points in the plane, as far out as they go. */
export function Scatter({ label, points }: ScatterProps) {
  const { samples } = colors.value;
  const draw = useCallback<Draw>(
    (context, size) => {
      const { data } = points;
      const range = 1.05 * Math.max(...Array.from(data, Math.abs), 1e-6);
      const at = (value: number) => ((value / range + 1) / 2) * size;
      context.fillStyle = samples;
      context.globalAlpha = 0.6;
      for (let i = 0; i < data.length; i += 2) {
        context.beginPath();
        context.arc(at(data[i]!), size - at(data[i + 1]!), 1.6, 0, 2 * Math.PI);
        context.fill();
      }
      context.globalAlpha = 1;
    },
    [points, samples],
  );
  return (
    <div class="scatter">
      <Picture label={label} draw={draw} />
    </div>
  );
}
