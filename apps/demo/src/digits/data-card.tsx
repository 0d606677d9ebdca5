import { useRef } from "preact/hooks";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { Choice } from "../parts/choice.js";
import { FilePicker } from "../parts/file-picker.js";
import { messageOf } from "../parts/message-of.js";
import { Switch } from "../parts/switch.js";
import { givenImage } from "../pictures/image-store.js";
import { PictureGrid } from "../pictures/picture-grid.js";
import { pick, range } from "../pictures/pictures.js";
import { words as shellWords } from "../shell/words.js";
import { readDrawings, writeDrawings } from "./material/drawings-material.js";
import { sources } from "./settings.js";
import type { Store } from "./store.js";
import { words } from "./words.js";

const SHOWN = 20;
const sizes = ["8", "16", "28", "32"] as const;

/** What the model is trained on. */
export function DataCard({ store }: { readonly store: Store }) {
  const { data } = words.value;
  const settings = store.settings.value;
  const material = store.material.value;
  const size = (
    <Choice
      label={data.size}
      values={sizes}
      names={data.sizes}
      value={settings.size}
      onChange={(value) => store.begin({ size: value })}
    />
  );
  return (
    <Card title={data.title}>
      <div class="fields">
        <Choice
          label={data.source}
          values={sources}
          names={data.sources}
          value={settings.data}
          onChange={(value) => store.begin({ data: value })}
        />
        {settings.data === "images" && (
          <>
            <FileButtons store={store} />
            {size}
            <Switch label={data.color} value={settings.color} onChange={(color) => store.begin({ color })} />
            <p class="hint">{data.imagesHint}</p>
            {material?.isKept === true && (
              <>
                <p class="hint">{data.kept}</p>
                <Button onClick={() => void store.forget().catch((error) => store.bench.onFault(messageOf(error)))}>
                  {data.forget}
                </Button>
              </>
            )}
            {material?.isKept === false && <p class="hint">{data.notKept}</p>}
          </>
        )}
        {settings.data === "drawings" && (
          <>
            {size}
            <Drawings store={store} />
          </>
        )}
        {material && settings.data !== "drawings" && (
          <>
            <PictureGrid
              label={data.shown}
              pictures={pick(material.shown, range(Math.min(SHOWN, material.shown.x.shape[0]!))).x}
              columns={SHOWN / 2}
              rows={2}
              isInk={material.isInk}
            />
            <p class="hint">
              {data.counts(material.data.examples, material.isHeldOut ? material.shown.x.shape[0]! : 0)}
            </p>
          </>
        )}
      </div>
    </Card>
  );
}

function FileButtons({ store }: { readonly store: Store }) {
  const { chooseImages, chooseFolder } = shellWords.value.actions;
  const take = (files: readonly File[]) => {
    store.files.value = files.map(givenImage);
  };
  return (
    <div class="buttons">
      <FilePicker label={chooseImages} accept="image/*,.zip" onFiles={take} />
      <FilePicker label={chooseFolder} onFiles={take} />
    </div>
  );
}

function Drawings({ store }: { readonly store: Store }) {
  const { data } = words.value;
  const drawings = readDrawings(store.settings.value.drawings);
  const material = store.material.value;
  const list = useRef<HTMLUListElement>(null);
  const remove = (index: number) => {
    store.begin({ drawings: writeDrawings(drawings.filter((_, place) => place !== index)) });
    list.current?.focus(); // the button is about to go
  };
  return (
    <>
      <p class="hint">{data.drawingsHint(drawings.length)}</p>
      <ul class="drawings" ref={list} tabIndex={-1}>
        {drawings.map((drawing, index) => (
          <li key={`${index} ${drawing}`}>
            {material && index < material.shown.x.shape[0]! && (
              <PictureGrid
                label={data.drawing(index + 1)}
                pictures={pick(material.shown, [index]).x}
                columns={1}
                rows={1}
                isInk
              />
            )}
            <Button label={data.remove(index + 1)} onClick={() => remove(index)}>
              ×
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
