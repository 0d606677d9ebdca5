import { useComputed, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { Announcement } from "../parts/announcement.js";
import { Button } from "../parts/button.js";
import { Card } from "../parts/card.js";
import { Chart, type Curve } from "../parts/chart.js";
import { Choice } from "../parts/choice.js";
import { colors } from "../parts/colors.js";
import { CurveMark } from "../parts/curve-mark.js";
import { saveFile } from "../parts/save-file.js";
import { lastStepOf, type RunConfiguration } from "../runs/configuration.js";
import { ownData } from "../runs/session-spec.js";
import { writeRun } from "../runs/write-run.js";
import { words as shellWords } from "../shell/words.js";
import type { Bench } from "./bench.js";
import type { TrainingChoice } from "./training-sets.js";
import { words } from "./words.js";

interface TrainCardProps {
  readonly bench: Bench;
  readonly configuration: RunConfiguration;
}

const SOME_STEPS = 100;

/** Training, its losses, and the run folder that comes of it. */
export function TrainCard({ bench, configuration }: TrainCardProps) {
  const choice = useSignal<TrainingChoice>("built-in");
  const texts = words.value;
  const { train, pause, steps, saveRun } = shellWords.value.actions;
  const { fault, isTraining, progress } = bench;
  const hasImages = bench.hasImages.value;
  const chosen = hasImages ? choice.value : "built-in";
  const builtIn = ownData(configuration) ? texts.trainingOn.own : texts.trainingOn.digits;
  return (
    <Card title={texts.training} aside={<Step bench={bench} configuration={configuration} />}>
      <div class="row">
        <Button primary onClick={() => void (isTraining.value ? bench.pause() : bench.train(chosen))}>
          {isTraining.value ? pause : train}
        </Button>
        <Button disabled={isTraining.value} onClick={() => void bench.train(chosen, SOME_STEPS)}>
          {steps(SOME_STEPS)}
        </Button>
        <Choice
          label={texts.trainWith}
          values={hasImages ? ["built-in", "images"] : ["built-in"]}
          names={{ "built-in": builtIn, images: texts.trainingOn.images }}
          value={chosen}
          onChange={(value) => {
            choice.value = value;
          }}
        />
      </div>
      {fault.value !== null && (
        <p class="fault" role="alert">
          {texts.failed(fault.value)}
        </p>
      )}
      <Losses bench={bench} />
      <div class="row">
        <Button onClick={() => void save(bench)}>{saveRun}</Button>
        <p class="note">
          {texts.saveNote} <Command bench={bench} configuration={configuration} />
        </p>
      </div>
      <Announcement
        isActive={isTraining.value}
        tell={() => words.peek().announced(progress.step.peek(), isTraining.peek())}
      />
    </Card>
  );
}

async function save(bench: Bench): Promise<void> {
  const run = await bench.save();
  if (run) saveFile(`${run.name}.zip`, writeRun(run), "application/zip");
}

function Step({ bench, configuration }: Pick<TrainCardProps, "bench" | "configuration">) {
  return <span class="number">{words.value.progress(bench.progress.step.value, lastStepOf(configuration))}</span>;
}

/** What goes on with the saved run: further, where it is at its end. */
function Command({ bench, configuration }: Pick<TrainCardProps, "bench" | "configuration">) {
  const end = lastStepOf(configuration);
  const step = bench.progress.step.value;
  const further = end !== null && step < end ? "" : ` --steps ${2 * step}`;
  return <code>{`genlab resume ${bench.run.value!.name}${further}`}</code>;
}

/** The total of each phase. */
function Losses({ bench }: { readonly bench: Bench }) {
  const { data, samples, grid, arrows } = colors.value;
  const { phases: phaseNames } = words.value;
  const lines = useComputed(() => thinned(bench.progress.metrics.value.filter(({ losses }) => losses)));
  const steps = useMemo(() => lines.value.map(({ step }) => step), [lines.value]);
  const curves = useMemo<readonly Curve[]>(() => {
    const phases = [...new Set(lines.value.flatMap(({ losses }) => Object.keys(losses!)))];
    return phases.map((phase, index) => ({
      label: phaseNames[phase] ?? phase,
      color: [data, samples, grid, arrows][index % 4]!,
      values: lines.value.map(({ losses }) => losses![phase]?.total ?? null),
    }));
  }, [lines.value, phaseNames, data, samples, grid, arrows]);
  if (steps.length === 0) return <p class="note">{words.value.noLosses}</p>;
  return (
    <>
      <Chart label={words.value.losses} steps={steps} curves={curves} />
      <p class="legend">
        {curves.map(({ label, color }) => (
          <span key={label}>
            <CurveMark color={color} /> {label}
          </span>
        ))}
      </p>
    </>
  );
}

const MOST_POINTS = 600;

/** Every n-th line, and the last: a chart has no more pixels. */
function thinned<T>(lines: readonly T[]): readonly T[] {
  const every = Math.ceil(lines.length / MOST_POINTS);
  return lines.filter((_, index) => index % every === 0 || index === lines.length - 1);
}
