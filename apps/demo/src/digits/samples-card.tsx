import { drawnCode, stacked } from "../codes/codes.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { range } from "../pictures/pictures.js";
import { words as shellWords } from "../shell/words.js";
import { kindOf } from "./kinds.js";
import type { Shown } from "./use-codes.js";
import { words } from "./words.js";

const COLUMNS = 10;
const ROWS = 5;

/** What the model makes out of noise: the same noise all the time. */
export function SamplesCard({ store, codes }: Shown) {
  const { samples: texts } = words.value;
  const { model, seed, draw } = store.settings.value;
  const { samples, needsClasses } = kindOf(model);
  const classes = store.material.value?.data.classes ?? 0;
  const { answer: pictures } = useLook(store.bench, [codes?.place, draw, seed], async (look) => {
    if (!codes) return null;
    const first = 10_000 * seed + draw * COLUMNS * ROWS; // other pictures for other seeds
    const z = stacked(range(COLUMNS * ROWS).map((index) => drawnCode(first + index, codes.place)));
    const y = { data: Int32Array.from(range(COLUMNS * ROWS), (index) => index % classes), shape: [COLUMNS * ROWS] };
    return (await look({ pictures: needsClasses ? { z, y } : { z } })).pictures;
  });
  const more = <Button onClick={() => store.show({ draw: draw + 1 })}>{shellWords.value.actions.others}</Button>;
  return (
    <Card title={texts.title} aside={more}>
      <PictureGrid
        label={texts.label(COLUMNS * ROWS)}
        pictures={pictures}
        columns={COLUMNS}
        rows={ROWS}
        isInk={store.material.value?.isInk ?? true}
      />
      <p class="hint">{needsClasses ? texts.byClass : samples ? texts.fromPrior : texts.fromCodes}</p>
    </Card>
  );
}
