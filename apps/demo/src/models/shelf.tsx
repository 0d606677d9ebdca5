import { Card } from "../parts/card.js";
import { FilePicker } from "../parts/file-picker.js";
import { words as shellWords } from "../shell/words.js";
import { type ShippedModel, shippedFile } from "./shipped.js";
import { words } from "./words.js";

interface ShelfProps {
  readonly models: readonly ShippedModel[];
  /** The one that is open, or about to be; empty for one that was given. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The models that come with the page, and where one gives one's own. */
export function Shelf({ models, chosen, onChoose, onFiles }: ShelfProps) {
  const texts = words.value;
  return (
    <div class="shelf">
      <Card title={texts.shelf}>
        <div class="shipped">
          {models.map(({ id, bytes }) => (
            <button type="button" key={id} aria-pressed={id === chosen} onClick={() => onChoose(id)}>
              <img src={shippedFile(`${id}.png`)} alt="" width={173} height={28} />
              <strong>{texts.shipped[id]?.title ?? id}</strong>
              <span>
                {texts.shipped[id]?.about} · {texts.size(Math.round(bytes / 1000))}
              </span>
            </button>
          ))}
        </div>
        <p class="note">{texts.shelfNote}</p>
      </Card>
      <Card title={texts.own}>
        <p class="note">{texts.ownNote}</p>
        <div class="row">
          <FilePicker label={shellWords.value.actions.chooseFolder} onFiles={onFiles} />
          <FilePicker label={texts.chooseFile} accept=".safetensors,.zip" onFiles={onFiles} />
        </div>
      </Card>
    </div>
  );
}
