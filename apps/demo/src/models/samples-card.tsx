import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { useLook } from "../parts/use-look.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { words as shellWords } from "../shell/words.js";
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
  const { answer, fault } = useLook(bench, [draw, count], async (look) => {
    if (isOfImages) return { ...(await look({ samples: { count, draw } })), points: null, data: null };
    const { samples, examples } = await look({ samples: { count, draw }, examples: { count } });
    const made = samples ? null : (await look({ reconstruct: { x: examples.x } })).reconstruct;
    return { samples, points: samples ?? made, data: examples.x };
  });
  const samples = answer?.samples ?? null;
  const { samples: title, ...texts } = words.value;
  return (
    <Card
      title={title}
      aside={samples && <Button onClick={() => change({ draw: draw + 1 })}>{shellWords.value.actions.others}</Button>}
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
        answer?.points && (
          <>
            {!samples && <p class="note">{texts.reconstructedPoints}</p>}
            <Scatter label={texts.pointsLabel(POINTS, samples !== null)} points={answer.points} data={answer.data} />
          </>
        )
      )}
    </Card>
  );
}
