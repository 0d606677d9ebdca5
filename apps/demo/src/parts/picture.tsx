import type { TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Draws on a square from 0 to `size` in both directions, in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, size: number) => void;

interface PictureProps {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Called again when it is another function, or the size has changed. Reads no signal: give a new function. */
  readonly draw: Draw;
  /** For a picture that can be touched. Default: it cannot. */
  readonly pointer?: PicturePointer;
}

/** Hears of the pointer, in shares of the side from the left and the top. */
export interface PicturePointer {
  /** @param isPressed whether a button is down, or a finger */
  readonly move: (across: number, down: number, isPressed: boolean) => void;
  readonly leave: () => void;
  readonly release: () => void;
}

/** A square canvas as wide as its place, sharp on every screen. */
export function Picture({ label, draw, pointer }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const observer = new ResizeObserver(() => paint(canvas.current, latest.current));
    if (canvas.current) observer.observe(canvas.current); // an effect runs after the frame, when it may be gone
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const request = requestAnimationFrame(() => paint(canvas.current, draw));
    return () => cancelAnimationFrame(request);
  }, [draw]);
  const touches = pointer ? handlersOf(pointer) : {};
  return (
    <canvas ref={canvas} class={pointer ? "picture touchable" : "picture"} role="img" aria-label={label} {...touches} />
  );
}

type PointerOnCanvas = TargetedPointerEvent<HTMLCanvasElement>;

const handlersOf = ({ move, leave, release }: PicturePointer) => {
  const heard = ({ currentTarget, offsetX, offsetY, buttons }: PointerOnCanvas) => {
    const share = (offset: number) => Math.min(1, Math.max(0, offset / currentTarget.clientWidth));
    move(share(offsetX), share(offsetY), buttons > 0);
  };
  return {
    onPointerDown: (event: PointerOnCanvas) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      heard(event);
    },
    onPointerMove: heard,
    onPointerLeave: leave,
    onDblClick: release,
  };
};

function paint(canvas: HTMLCanvasElement | null, draw: Draw): void {
  const context = canvas?.getContext("2d");
  if (!canvas || !context || canvas.clientWidth === 0) return;
  const size = canvas.clientWidth;
  const pixels = Math.round(size * devicePixelRatio);
  if (canvas.width !== pixels || canvas.height !== pixels) {
    canvas.width = pixels;
    canvas.height = pixels;
  }
  context.setTransform(pixels / size, 0, 0, pixels / size, 0, 0);
  context.clearRect(0, 0, size, size);
  draw(context, size);
}
