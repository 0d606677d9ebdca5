import { useMemo } from "preact/hooks";
import { Card } from "../parts/card.js";
import { weightsIn } from "../runs/checkpoint.js";
import type { Run } from "../runs/run.js";
import { words as shellWords } from "../shell/words.js";
import type { Bench } from "./bench.js";
import { words } from "./words.js";

interface SummaryProps {
  readonly bench: Bench;
  readonly run: Run;
  /** What the page calls it. */
  readonly title: string;
}

/** What the open run is. */
export function Summary({ bench, run, title }: SummaryProps) {
  const texts = words.value;
  const { configuration } = run;
  const engine = bench.engine.value;
  const weights = useMemo(() => weightsIn(run.checkpoint), [run]);
  const rows = [
    [texts.model, texts.types[configuration.model.type] ?? configuration.model.type],
    [texts.trainedOn, texts.data[configuration.data.type]],
    [texts.steps, bench.progress.step.value.toLocaleString("en")],
    [texts.weights, weights.toLocaleString("en")],
    [texts.runsOn, engine ? shellWords.value.engines[engine.engine] : ""],
  ] as const;
  return (
    <Card title={title}>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>{texts.settings}</summary>
        <pre>{JSON.stringify(configuration, null, 2)}</pre>
      </details>
    </Card>
  );
}
