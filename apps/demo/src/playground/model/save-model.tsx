import { Button } from "../../parts/button.js";
import { saveFile } from "../../parts/save-file.js";
import type { KindName } from "../../plane/kinds/kinds.js";
import type { Slot } from "../../plane/run/slot.js";
import type { Lab } from "../lab.js";
import { words } from "../words.js";

interface SaveModelProps {
  readonly lab: Lab;
  readonly slot: Slot;
  readonly kind: KindName;
}

/** The model's checkpoint as a file, which the page of models opens and `genlab resume` goes on with. */
export function SaveModel({ lab, slot, kind }: SaveModelProps) {
  const save = () =>
    lab.experiment.meanwhile(async () => {
      const bytes = await slot.snapshot();
      if (bytes) saveFile(`${kind}-${slot.step.peek()}.safetensors`, bytes, "application/octet-stream");
    });
  return <Button onClick={() => void save()}>{words.value.saveModel}</Button>;
}
