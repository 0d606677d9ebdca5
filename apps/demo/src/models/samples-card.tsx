import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import type { Bench } from "./bench.js";
import { Scatter } from "./scatter.js";
import { change, state } from "./state.js";
import { words } from "./words.js";

const [COLUMNS, ROWS] = [10, 5];
const IMAGES = COLUMNS * ROWS;
const POINTS = 1000;

/** Draws from the model. */
export function SamplesCard({ bench }: { readonly bench: Bench }) {
  const { draw } = state.value;
  const isOfImages = bench.run.value === null || bench.examples.value !== null;
  const count = isOfImages ? IMAGES : POINTS;
  const { answer, fault } = useLook(bench, [draw, count], (look) =>
    look({ samples: { count, draw }, ...(!isOfImages && { examples: { count } }) }),
  );
  const samples = answer?.samples ?? null;
  const { samples: title, ...texts } = words.value;
  return (
    <Card
      title={title}
      aside={samples && <Button onClick={() => change({ draw: draw + 1 })}>{texts.drawAgain}</Button>}
    >
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      {answer?.samples === null && <p class="note">{texts.noSamples}</p>}
      {isOfImages ? (
        <PictureGrid
          label={texts.samplesLabel(IMAGES)}
          pictures={samples}
          columns={COLUMNS}
          rows={ROWS}
          isInk={bench.isInk.value}
        />
      ) : (
        samples &&
        answer?.examples && <Scatter label={texts.pointsLabel(POINTS)} points={samples} data={answer.examples.x} />
      )}
    </Card>
  );
}
