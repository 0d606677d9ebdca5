import { Button } from "../parts/button.js";
import { messageOf } from "../parts/message-of.js";
import { saveFile } from "../parts/save-file.js";
import { EngineNotice } from "../shell/engine-notice.js";
import { words as shellWords } from "../shell/words.js";
import { upTo } from "./curves.js";
import type { Store } from "./store.js";
import { words } from "./words.js";

const ONE_BY_ONE = 10;

/** Starts and stops the training, and says how far it is. */
export function RunBar({ store }: { readonly store: Store }) {
  const { bench } = store;
  const { run } = words.value;
  const { train, pause, steps, again, saveRun } = shellWords.value.actions;
  const isTraining = bench.isTraining.value;
  const isThere = bench.plan.value !== null;
  const toggle = () => void (isTraining ? bench.pause() : bench.play());
  const save = async () => {
    const [checkpoint, { zipOf }] = await Promise.all([bench.snapshot(), import("./save-run.js")]);
    if (!checkpoint) return;
    const step = bench.record.step.peek();
    const name = `${store.settings.peek().model}-${step}`;
    const terms = bench.plan.peek()?.terms ?? [];
    const zip = zipOf({ name, checkpoint, losses: upTo(step, bench.record.losses.peek()), terms });
    saveFile(`${name}.zip`, zip, "application/zip");
  };
  return (
    <section class="run-bar" aria-label={run.title}>
      <div class="run-buttons">
        <Button primary onClick={toggle} disabled={!isThere}>
          <span aria-hidden="true">{isTraining ? "❚❚" : "▶"}</span>
          {isTraining ? pause : train}
        </Button>
        <Button onClick={() => void bench.advance(ONE_BY_ONE)} disabled={!isThere || isTraining}>
          {steps(ONE_BY_ONE)}
        </Button>
        <Button onClick={() => restart(store)} disabled={store.material.value === null}>
          {again}
        </Button>
        <Button
          onClick={() => void save().catch((error) => bench.onFault(messageOf(error)))}
          disabled={!isThere || bench.record.step.value === 0}
        >
          {saveRun}
        </Button>
      </div>
      <Facts store={store} />
      <Notices store={store} />
    </section>
  );
}

/** From the first step, with the settings as they are now. */
function restart({ bench, settings, begin }: Store): void {
  if (settings.peek().changes.length > 0) begin({});
  else void bench.again();
}

function Facts({ store: { bench } }: { readonly store: Store }) {
  const { run } = words.value;
  const engine = bench.engine.value;
  const milliseconds = bench.record.millisecondsPerStep.value;
  return (
    <dl class="run-facts">
      <Fact name={run.step} value={bench.record.step.value.toLocaleString("en")} />
      {milliseconds !== null && <Fact name={run.perStep} value={run.milliseconds(milliseconds.toFixed(1))} />}
      {engine && <Fact name={shellWords.value.engine} value={shellWords.value.engines[engine.engine]} />}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Notices({ store: { bench, lack, reading } }: { readonly store: Store }) {
  const { run, lacks } = words.value;
  const [fault, back, missing] = [bench.fault.value, bench.wentBackTo.value, lack.value];
  const read = reading.value;
  return (
    <div class="run-notices">
      {fault !== null && <p role="alert">{run.fault(fault)}</p>}
      {back !== null && <p role="status">{run.wentBack(back)}</p>}
      {missing !== null && missing !== "loading" && <p role="status">{lacks[missing]}</p>}
      {read && <p>{run.reading(read.done, read.of)}</p>}
      <EngineNotice report={bench.engine.value} />
    </div>
  );
}
