import type { NdArray } from "@genlab/data";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { FilePicker } from "../parts/file-picker.js";
import { Switch } from "../parts/switch.js";
import { useLook } from "../parts/use-look.js";
import { givenImage } from "../pictures/image-store.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { unzipped } from "../pictures/unzipped.js";
import { words as shellWords } from "../shell/words.js";
import type { Bench } from "./bench.js";
import { SHOWN } from "./shown.js";
import { change, state } from "./state.js";
import type { GivenImages } from "./use-images.js";
import { words } from "./words.js";

interface ReconstructCardProps {
  readonly bench: Bench;
  readonly examples: NdArray;
  readonly images: GivenImages;
}

/** Images, and what the model makes of them. */
export function ReconstructCard({ bench, examples, images }: ReconstructCardProps) {
  const { answer, fault } = useLook(bench, [examples], (look) => look({ reconstruct: { x: examples } }));
  const texts = words.value;
  const isInk = bench.isInk.value;
  const count = examples.shape[0]!;
  const { x, y } = bench.examples.value!;
  const { type } = bench.run.value!.configuration.data;
  const hasOthers = x.shape[0]! > SHOWN;
  return (
    <Card
      title={texts.reconstructions}
      aside={
        hasOthers && (
          <Button onClick={() => change({ page: state.value.page + 1, set: new Map() })}>
            {shellWords.value.actions.others}
          </Button>
        )
      }
    >
      <p class="caption">{texts.originals}</p>
      <PictureGrid label={texts.originalsLabel(count)} pictures={examples} columns={SHOWN} rows={1} isInk={isInk} />
      <p class="caption">{texts.reconstructed}</p>
      {fault !== null && <p class="note">{texts.cannot(fault)}</p>}
      {answer?.reconstruct === null ? (
        <p class="note">{texts.noReconstructions}</p>
      ) : (
        <PictureGrid
          label={texts.reconstructionsLabel(count)}
          pictures={answer?.reconstruct ?? null}
          columns={SHOWN}
          rows={1}
          isInk={isInk}
        />
      )}
      <Images images={images} />
      {y && <p class="note">{texts.digitsNotes[type === "mnist" ? "mnist" : "digits"]}</p>}
    </Card>
  );
}

/** Where one gives images of one's own. */
function Images({ images: { files, invert, broken } }: { readonly images: GivenImages }) {
  const texts = words.value;
  return (
    <div class="row">
      <FilePicker
        label={shellWords.value.actions.chooseImages}
        accept="image/*,.zip"
        onFiles={(given) => {
          broken.value = null;
          void unzipped(given.map(givenImage)).then((images) => {
            files.value = images;
          });
        }}
      />
      {files.value.length > 0 && (
        <Switch
          label={texts.invert}
          value={invert.value}
          onChange={(value) => {
            invert.value = value;
          }}
        />
      )}
      {broken.value !== null && (
        <p class="fault" role="alert">
          {texts.brokenImage(broken.value)}
        </p>
      )}
    </div>
  );
}
