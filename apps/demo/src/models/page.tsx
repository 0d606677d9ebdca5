import { useEffect, useMemo } from "preact/hooks";
import { EngineNotice } from "../shell/engine-notice.js";
import { Bench } from "./bench.js";
import { DropPlace } from "./drop-place.js";
import { givenFiles } from "./given-files.js";
import "./models.css";
import { Opener } from "./opener.js";
import { Shelf } from "./shelf.js";
import { change, fields, state } from "./state.js";
import { useImages } from "./use-images.js";
import { words } from "./words.js";
import { Workbench } from "./workbench.js";

/** A run, from the command line or trained by us: its samples, its codes, and training that goes on. */
export function Page() {
  const bench = useMemo(() => new Bench(), []);
  const opener = useMemo(() => new Opener(bench), [bench]);
  const images = useImages(bench);
  const { model } = state.value;
  useEffect(() => () => bench.close(), [bench]);
  useEffect(() => void opener.fetchShelf(), [opener]);
  useEffect(() => {
    if (model !== "" && model !== opener.shipped.peek()) void opener.openShipped(model);
    // what someone gave does not come back with the page
    else if (model === "" && !bench.run.peek()) change({ model: fields.model.initial });
  }, [model]);

  const openGiven = async (files: Parameters<Opener["openGiven"]>[0]) => {
    if (await opener.openGiven(files)) change({ model: "", draw: 0, page: 0, set: new Map() });
  };
  const texts = words.value;
  const run = bench.run.value;
  const title = opener.shipped.value === null ? run?.name : texts.shipped[opener.shipped.value]?.title;
  return (
    <>
      <DropPlace
        onRun={openGiven}
        onImages={(files) => {
          images.files.value = files;
        }}
        onFault={(reason) => {
          opener.fault.value = reason;
        }}
      />
      <h1 class="unseen">{texts.title}</h1>
      <div class="models-page">
        <Shelf
          models={opener.shelf.value}
          chosen={model}
          onChoose={(id) => change({ model: id, set: new Map() })}
          onFiles={(files) => void openGiven(givenFiles(files))}
        />
        <div class="bench" aria-busy={opener.isOpening.value}>
          <EngineNotice report={bench.engine.value} />
          {opener.fault.value !== null && (
            <p class="fault" role="alert">
              {texts.notOpened(opener.fault.value)}
            </p>
          )}
          {bench.wentBackTo.value !== null && (
            <p class="fault" role="status">
              {texts.lost(bench.wentBackTo.value)}
            </p>
          )}
          <Workbench bench={bench} title={title ?? texts.opening} images={images} />
        </div>
      </div>
    </>
  );
}
