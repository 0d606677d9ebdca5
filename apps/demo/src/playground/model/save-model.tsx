import { saveFile } from "../../parts/save-file.js";
import { TaskButton } from "../../parts/task-button.js";
import type { KindName } from "../../plane/kinds/kinds.js";
import { reportsOf, upTo } from "../../plane/run/curves.js";
import type { Slot } from "../../plane/run/slot.js";
import { words } from "../../shell/words.js";
import type { Lab } from "../lab.js";

interface SaveModelProps {
  readonly lab: Lab;
  readonly slot: Slot;
  readonly kind: KindName;
}

/** The run of a model as a folder in a zip, which the page of models opens and `genlab resume` goes on with. */
export function SaveModel({ lab, slot, kind }: SaveModelProps) {
  const save = () =>
    lab.experiment.meanwhile(async () => {
      const [checkpoint, { zipRun }] = await Promise.all([slot.snapshot(), import("../../runs/zip-run.js")]);
      if (!checkpoint) return; // its card says why
      const step = slot.step.peek();
      const name = `${kind}-${step}`;
      const reports = reportsOf(upTo(slot.history.curves.losses, step));
      saveFile(`${name}.zip`, zipRun({ name, checkpoint, reports }), "application/zip");
    });
  return <TaskButton task={save}>{words.value.actions.saveRun}</TaskButton>;
}
