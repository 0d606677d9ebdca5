import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { colors } from "../parts/colors.js";
import { Picture } from "../parts/picture.js";
import { DRAWING_RANGE, type Strokes } from "../session/strokes.js";
import { PEN } from "./material/rasterize.js";
import { simplify } from "./simplify.js";
import { words } from "./words.js";

interface PadProps {
  readonly strokes: Strokes;
  readonly onChange: (strokes: Strokes) => void;
}

type Point = readonly [number, number];

/** How exactly a stroke is kept, of a side of 3. */
const TOLERANCE = 0.02;
/** An arrow key moves the pen so far. */
const KEY_STEP = 0.15;

/** Paper to draw on with a mouse, a finger or the keys. */
export function Pad({ strokes, onChange }: PadProps) {
  const { draw: texts } = words.value;
  const stroke = useSignal<readonly Point[]>([]);
  const pen = useSignal<{ readonly at: Point; readonly isDown: boolean } | null>(null);
  const isDrawing = useRef(false);
  const shades = colors.value;
  const [drawing, keyPen] = [stroke.value, pen.value];
  const paint = useMemo(() => {
    const all = drawing.length > 0 ? [...strokes, drawing] : strokes;
    return (context: CanvasRenderingContext2D, size: number) => {
      const at = ([x, y]: Point): Point => [(size / 2) * (1 + x / DRAWING_RANGE), (size / 2) * (1 - y / DRAWING_RANGE)];
      context.lineWidth = PEN * size * 0.8;
      context.lineCap = "round";
      context.lineJoin = "round";
      context.strokeStyle = shades.ink;
      for (const points of all) {
        context.beginPath();
        context.moveTo(...at(points[0]!));
        for (const point of points) context.lineTo(...at(point));
        context.stroke();
      }
      if (!keyPen) return;
      context.fillStyle = keyPen.isDown ? shades.samples : shades.data;
      context.beginPath();
      context.arc(...at(keyPen.at), 5, 0, 2 * Math.PI);
      context.fill();
    };
  }, [strokes, drawing, keyPen, shades]);

  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent): Point => {
    const { left, top, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    const coordinate = (offset: number) => DRAWING_RANGE * Math.min(1, Math.max(-1, (2 * offset) / width - 1));
    return [coordinate(clientX - left), -coordinate(clientY - top)];
  };
  const finish = () => {
    isDrawing.current = false;
    if (stroke.peek().length > 0) onChange([...strokes, simplify(stroke.peek(), TOLERANCE)]);
    stroke.value = [];
  };
  const onKey = (event: KeyboardEvent) => {
    const at = pen.peek()?.at ?? [0, 0];
    const isDown = pen.peek()?.isDown ?? false;
    const move = moves[event.key];
    if (move) {
      const limited = (value: number) => Math.min(DRAWING_RANGE, Math.max(-DRAWING_RANGE, value));
      const next = [limited(at[0] + KEY_STEP * move[0]), limited(at[1] + KEY_STEP * move[1])] as const;
      pen.value = { at: next, isDown };
      if (isDown) stroke.value = [...stroke.peek(), next];
    } else if (event.key === " ") {
      pen.value = { at, isDown: !isDown };
      if (isDown) finish();
      else stroke.value = [at];
    } else return;
    event.preventDefault();
  };
  return (
    <div
      class="pad"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys, as an application does
      tabIndex={0}
      role="application"
      aria-label={texts.pad}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isDrawing.current = true;
        stroke.value = [pointOf(event)];
      }}
      onPointerMove={(event) => {
        if (isDrawing.current) stroke.value = [...stroke.peek(), pointOf(event)];
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
      onKeyDown={onKey}
      onBlur={() => {
        if (pen.peek()?.isDown) finish();
        pen.value = null;
      }}
    >
      <Picture label={texts.drawing} draw={paint} />
      {strokes.length === 0 && drawing.length === 0 && <span class="pad-hint">{texts.here}</span>}
    </div>
  );
}

const moves: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
