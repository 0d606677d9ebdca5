import type { NdArray } from "@genlab/data";
import { useCallback } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { type Draw, Picture } from "../parts/picture.js";

interface ScatterProps {
  /** What the points are, for those who do not see them. */
  readonly label: string;
  /** `[count, 2]` */
  readonly points: NdArray;
  /** What they are to be like, `[count, 2]`. */
  readonly data: NdArray;
}

/** Points in the plane over those of the data, as far out as both go. */
export function Scatter({ label, points, data }: ScatterProps) {
  const { samples: ofPoints, data: ofData } = colors.value;
  const draw = useCallback<Draw>(
    (context, size) => {
      const range = 1.05 * Math.max(...[points, data].flatMap((one) => Array.from(one.data, Math.abs)), 1e-6);
      const at = (value: number) => ((value / range + 1) / 2) * size;
      const dots = (all: NdArray["data"]) => {
        for (let i = 0; i < all.length; i += 2) {
          context.beginPath();
          context.arc(at(all[i]!), size - at(all[i + 1]!), 1.6, 0, 2 * Math.PI);
          context.fill();
        }
      };
      context.globalAlpha = 0.6;
      context.fillStyle = ofData;
      dots(data.data);
      context.fillStyle = ofPoints;
      dots(points.data);
      context.globalAlpha = 1;
    },
    [points, data, ofPoints, ofData],
  );
  return (
    <div class="scatter">
      <Picture label={label} draw={draw} />
    </div>
  );
}
