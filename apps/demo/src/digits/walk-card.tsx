import type { NdArray } from "@genlab/data";
import { useEffect } from "preact/hooks";
import { between, codeOf, drawnCode, stacked } from "../codes/codes.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { type Look, useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { pick, range } from "../pictures/pictures.js";
import { kindOf } from "./kinds.js";
import { type Codes, classesOf, type Shown } from "./use-codes.js";
import { words } from "./words.js";

const COUNT = 11;

/** From one picture to another, along the straight line between their codes. */
export function WalkCard({ store, codes }: Shown) {
  const { walk: texts } = words.value;
  const { model, from, to } = store.settings.value;
  const { encodes } = kindOf(model);
  const { answer: walk } = useLook(store.bench, [codes?.pictures, codes?.place, from, to], async (look) =>
    codes ? walked(look, codes, encodes, [from, to]) : null,
  );
  useEffect(() => {
    store.explorer.ends.value = walk?.ends ?? [];
  }, [walk]);
  const isInk = store.material.value?.isInk ?? true;
  const count = encodes ? (codes?.pictures.x.shape[0] ?? 1) : 9999;
  const move = (name: "from" | "to", by: number) => {
    const next = (store.settings.peek()[name] + by + count) % count;
    store.show({ [name]: next });
  };
  const end = (name: "from" | "to") => (
    <div class="walk-end">
      <Button label={texts.previous[name]} onClick={() => move(name, -1)}>
        ‹
      </Button>
      {encodes && codes && (
        <PictureGrid
          label={texts.ends[name]}
          pictures={pick(codes.pictures, [(name === "from" ? from : to) % count]).x}
          columns={1}
          rows={1}
          isInk={isInk}
        />
      )}
      <Button label={texts.next[name]} onClick={() => move(name, 1)}>
        ›
      </Button>
    </div>
  );
  return (
    <Card title={texts.title}>
      <div class="walk-ends">
        {end("from")}
        {end("to")}
      </div>
      <PictureGrid
        label={texts.label(COUNT)}
        pictures={walk?.pictures ?? null}
        columns={COUNT}
        rows={1}
        isInk={isInk}
      />
      <p class="hint">{encodes ? texts.hint : texts.withoutEncoder}</p>
    </Card>
  );
}

interface Walk {
  readonly ends: readonly Float32Array[];
  readonly pictures: NdArray | null;
}

async function walked(
  look: Look,
  { pictures, place }: Codes,
  encodes: boolean,
  ends: readonly [number, number],
): Promise<Walk | null> {
  const count = pictures.x.shape[0]!;
  const given = pick(
    pictures,
    ends.map((index) => index % count),
  );
  const found = encodes ? (await look({ posteriors: { x: given.x, ...classesOf(given.y) } })).posteriors : null;
  if (encodes && !found) return null;
  const [first, last] = found
    ? [codeOf(found.mean, 0), codeOf(found.mean, 1)]
    : [drawnCode(ends[0], place), drawnCode(ends[1], place)];
  const z = stacked(between(first, last, COUNT));
  const y = given.y && {
    data: Int32Array.from(range(COUNT), (index) => given.y!.data[index < COUNT / 2 ? 0 : 1]!),
    shape: [COUNT],
  };
  return { ends: [first, last], pictures: (await look({ pictures: { z, ...classesOf(y) } })).pictures };
}
