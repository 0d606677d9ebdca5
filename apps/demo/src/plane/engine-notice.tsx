import { EngineNotice as Notice } from "../shell/engine-notice.js";
import type { Experiment } from "./run/experiment.js";

/** What the models train on, where it is not what was asked for. */
export function EngineNotice({ experiment }: { readonly experiment: Experiment }) {
  const started = experiment.slots.value.find(({ status }) => status.value.is !== "starting");
  return <Notice report={started?.engine ?? null} />;
}
