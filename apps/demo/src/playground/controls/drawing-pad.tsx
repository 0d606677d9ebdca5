import { useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import { Button } from "../../parts/button.js";
import { colors } from "../../parts/colors.js";
import { type Draw, Picture } from "../../parts/picture.js";
import { left, top } from "../../plane/picture/plane.js";
import { DRAWING_RANGE, readStrokes, type Strokes, writeStrokes } from "../../session/strokes.js";
import { words as shellWords } from "../../shell/words.js";
import type { Lab } from "../lab.js";
import { state } from "../state.js";
import { words } from "../words.js";
import { drawings } from "./drawings.js";

/** Points nearer than this to the last one are left out: the drawing is in the address. */
const LEAST_DISTANCE = 0.06;

/** A square to draw the data on, and drawings for those who would rather not. */
export function DrawingPad({ lab }: { readonly lab: Lab }) {
  const current = useSignal<readonly (readonly [number, number])[] | null>(null);
  const drawn = readStrokes(state.value.strokes);
  const shown = current.value ? [...drawn, current.value] : drawn;
  const theme = colors.value;
  const text = writeStrokes(shown);
  const draw = useCallback<Draw>(
    (context, size) => drawStrokes(context, size, { strokes: readStrokes(text), color: theme.data }),
    [text, theme],
  );
  const take = (strokes: string) => {
    current.value = null;
    lab.restart({ data: "drawing", strokes });
  };
  const finish = () => {
    if (current.value) take(text);
  };
  const { pad, drawHint, drawings: names } = words.value;
  return (
    <div class="drawing">
      <div
        class="pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          current.value = [placeOf(event)];
        }}
        onPointerMove={(event) => {
          if (!current.value) return;
          const [x, y] = placeOf(event);
          const [lastX, lastY] = current.value.at(-1)!;
          if (Math.hypot(x - lastX, y - lastY) > LEAST_DISTANCE) current.value = [...current.value, [x, y]];
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      >
        <Picture label={pad} draw={draw} />
      </div>
      <p class="hint">{drawHint}</p>
      <div class="buttons">
        {(Object.keys(drawings) as (keyof typeof drawings)[]).map((name) => (
          <Button key={name} onClick={() => take(drawings[name])}>
            {names[name]}
          </Button>
        ))}
        <Button onClick={() => take("")}>{shellWords.value.actions.clear}</Button>
      </div>
    </div>
  );
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): readonly [number, number] {
  const { left: x, top: y, width, height } = (currentTarget as HTMLElement).getBoundingClientRect();
  const along = (share: number) => (2 * share - 1) * DRAWING_RANGE;
  return [along((clientX - x) / width), -along((clientY - y) / height)];
}

interface Drawn {
  readonly strokes: Strokes;
  readonly color: string;
}

function drawStrokes(context: CanvasRenderingContext2D, size: number, { strokes, color }: Drawn): void {
  const plane = { context, size, range: DRAWING_RANGE };
  context.strokeStyle = color;
  context.lineWidth = 3;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  for (const [first, ...rest] of strokes) {
    context.moveTo(left(plane, first![0]), top(plane, first![1]));
    for (const [x, y] of rest.length > 0 ? rest : [first!]) context.lineTo(left(plane, x), top(plane, y));
  }
  context.stroke();
}
