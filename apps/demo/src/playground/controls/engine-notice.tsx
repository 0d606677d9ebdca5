import { EngineNotice as Notice } from "../../shell/engine-notice.js";
import type { Lab } from "../lab.js";

/** What the models train on, where it is not what was asked for. */
export function EngineNotice({ lab }: { readonly lab: Lab }) {
  const started = lab.experiment.slots.value.find(({ status }) => status.value.is !== "starting");
  return <Notice report={started?.engine ?? null} />;
}
