import { Card } from "../parts/card.js";
import type { Bench } from "./bench.js";
import { square } from "./codes.js";
import { ImageGrid } from "./image-grid.js";
import { useAnswer } from "./use-answer.js";
import { words } from "./words.js";

const SIDE = 14;
const RANGE = 2.5;

/** Decoded codes over a square: the whole of what a model of two codes knows. */
export function MapCard({ bench }: { readonly bench: Bench }) {
  const { answer, fault } = useAnswer(bench, [], (look) => look({ decode: { z: square(SIDE, RANGE) } }));
  const texts = words.value;
  return (
    <Card title={texts.map}>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      <ImageGrid label={texts.mapLabel} images={answer?.decode ?? null} columns={SIDE} rows={SIDE} />
    </Card>
  );
}
