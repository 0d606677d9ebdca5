import type { ReadonlySignal } from "@preact/signals";
import { Button } from "../parts/button.js";
import { EngineNotice } from "../plane/engine-notice.js";
import { words as shellWords } from "../shell/words.js";
import { GradientBars } from "./gradient-bars.js";
import { JointChart } from "./joint-chart.js";
import { actOf, type Lesson } from "./lesson.js";
import type { LessonText } from "./lesson-text.js";
import { ModelPanel, ModelRow } from "./model-panel.js";
import { inline } from "./prose.js";
import type { Stage } from "./stage.js";
import { state } from "./state.js";
import { words } from "./words.js";

interface LessonFigureProps {
  readonly stage: Stage;
  readonly lesson: Lesson;
  readonly text: LessonText;
  readonly perform: (act: string) => void;
  readonly reseed: () => void;
}

/** The models of a lesson, and the buttons that make the thing happen. */
export function LessonFigure({ stage, lesson, text, perform, reseed }: LessonFigureProps) {
  const shown = stage.shown.value;
  if (!shown) return null;
  const { opening, choices } = shown.production;
  const slots = stage.experiment.slots.value.slice(0, choices.length);
  const names = Object.keys(opening.cast).map((key) => text.models[key]!);
  const isAlone = choices.length === 1;
  const chosen = actOf(lesson, state.value.act);
  return (
    <section class="lesson-figure" aria-label={words.value.figure}>
      <div class="lesson-acts">
        {Object.keys(lesson.acts).map((name) => (
          <Button key={name} pressed={chosen === name} onClick={() => perform(name)}>
            {text.acts[name]!.button}
          </Button>
        ))}
      </div>
      <p class="lesson-watch">{inline(text.acts[chosen]!.watch)}</p>
      <Progress stage={stage} reseed={reseed} />
      <EngineNotice experiment={stage.experiment} />
      <div class="lesson-models">
        {slots.map((slot, i) => (
          <ModelPanel key={i} slot={slot} name={names[i]!} layers={lesson.layers} place={i} isAlone={isAlone} />
        ))}
        <div class="lesson-chart-place">
          {opening.chart === "gradients" ? (
            <GradientBars slots={slots} names={names} />
          ) : (
            <JointChart slots={slots} names={names} kind={opening.chart} />
          )}
          {isAlone && slots[0] && <ModelRow slot={slots[0]} name={names[0]!} layers={lesson.layers} />}
        </div>
      </div>
      <p class="lesson-key">{words.value.key[lesson.layers.includes("heat") ? "heat" : "codes"]}</p>
    </section>
  );
}

type ProgressProps = Pick<LessonFigureProps, "stage" | "reseed">;

/** How far it is, pause, and the same with other luck. */
function Progress({ stage, reseed }: ProgressProps) {
  const { seed, progress } = words.value;
  const { train, pause, otherSeed } = shellWords.value.actions;
  const isPlaying = stage.experiment.isPlaying.value;
  return (
    <div class="lesson-progress">
      <StepBar step={stage.experiment.step} steps={stage.shown.value?.production.steps ?? 1} label={progress} />
      <Button onClick={() => void (isPlaying ? stage.pause() : stage.play())}>{isPlaying ? pause : train}</Button>
      <Button onClick={reseed}>{otherSeed}</Button>
      <span class="lesson-seed">{seed(state.value.seed)}</span>
    </div>
  );
}

interface StepBarProps {
  readonly step: ReadonlySignal<number>;
  readonly steps: number;
  readonly label: string;
}

function StepBar({ step, steps, label }: StepBarProps) {
  const done = step.value;
  return (
    <span class="lesson-steps">
      <progress aria-label={label} max={steps} value={Math.min(done, steps)} />
      <span class="number">{words.value.stepOf(done)}</span>
    </span>
  );
}
