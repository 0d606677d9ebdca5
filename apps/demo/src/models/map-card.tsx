import { lattice, stacked } from "../codes/codes.js";
import { Card } from "../parts/card.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import type { Bench } from "./bench.js";
import { words } from "./words.js";

const SIDE = 14;
const RANGE = 2.5;
const z = stacked(lattice(new Float32Array(2), [0, 1], SIDE, RANGE));

/** Decoded codes over a square: the whole of what a model of two codes knows. */
export function MapCard({ bench }: { readonly bench: Bench }) {
  const { answer, fault } = useLook(bench, [], (look) => look({ decode: { z } }));
  const texts = words.value;
  return (
    <Card title={texts.map}>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      <PictureGrid
        label={texts.mapLabel}
        pictures={answer?.decode ?? null}
        columns={SIDE}
        rows={SIDE}
        isInk={bench.isInk.value}
      />
    </Card>
  );
}
