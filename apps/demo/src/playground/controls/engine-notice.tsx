import { words as shellWords } from "../../shell/words.js";
import type { Lab } from "../lab.js";
import { words } from "../words.js";

/** Says that the engine that was asked for does not work here, why, and what is used instead. */
export function EngineNotice({ lab }: { readonly lab: Lab }) {
  const started = lab.experiment.slots.value.find(({ status }) => status.value.is !== "starting");
  const { engine, skipped = [] } = started?.engine ?? {};
  const [first] = skipped;
  if (!engine || !first) return null;
  const { engines } = shellWords.value;
  const name = engines[first.backend as keyof typeof engines] ?? first.backend;
  return (
    <p class="engine-notice" role="status">
      {words.value.skipped(name, first.reason, engines[engine])}
    </p>
  );
}
