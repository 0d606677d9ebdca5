import type { EngineReport } from "../engines/prepare-engine.js";
import { words } from "./words.js";

/** Says that the engine that was to be used does not work here, why, and what is used instead. */
export function EngineNotice({ report }: { readonly report: EngineReport | null }) {
  const [first] = report?.skipped ?? [];
  if (!report || !first) return null;
  const { engines, reasons, skipped } = words.value;
  const name = engines[first.backend as keyof typeof engines] ?? first.backend;
  return (
    <p class="engine-notice" role="status">
      {skipped(name, reasons[first.reason] ?? first.reason, engines[report.engine])}
    </p>
  );
}
