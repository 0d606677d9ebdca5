import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { writeAddress } from "../address.js";
import { engineChoice } from "../shell/location.js";
import { LessonFigure } from "./lesson-figure.js";
import type { LessonText } from "./lesson-text.js";
import { type LessonName, lessonNames, lessonOf } from "./lessons.js";
import { playgroundParameters } from "./production.js";
import { inline, Prose } from "./prose.js";
import { Report } from "./report.js";
import { Stage } from "./stage.js";
import { setState, state } from "./state.js";
import { words } from "./words.js";

/** A lesson: what it says, and the models that show it. */
export function LessonView({ name }: { readonly name: LessonName }) {
  const lesson = lessonOf(name);
  const text: LessonText = words.value.texts[name];
  const stage = useMemo(() => new Stage(lesson), []);
  useSignalEffect(() => {
    void engineChoice.value;
    const { act, seed } = state.peek();
    const isKnown = Object.hasOwn(lesson.acts, act);
    if (isKnown && !matchMedia("(prefers-reduced-motion: reduce)").matches) void stage.perform(act, seed);
    else void stage.set(isKnown ? act : Object.keys(lesson.acts)[0]!, seed);
  });
  useEffect(() => () => stage.close(), []);
  const perform = (act: string) => {
    setState({ act });
    void stage.perform(act, state.peek().seed);
  };
  const reseed = () => {
    setState({ seed: state.peek().seed + 1 });
    void stage.perform(state.peek().act, state.peek().seed);
  };
  return (
    <article class="lesson">
      <h1>{text.title}</h1>
      <Prose blocks={text.before} />
      <LessonFigure stage={stage} lesson={lesson} text={text} perform={perform} reseed={reseed} />
      <Report stage={stage} text={text} />
      <Prose blocks={text.after} />
      <Questions text={text} />
      <Onward stage={stage} name={name} />
    </article>
  );
}

function Questions({ text }: { readonly text: LessonText }) {
  const { tryIt, answer } = words.value;
  return (
    <section class="questions" aria-label={tryIt}>
      <h2>{tryIt}</h2>
      {text.questions.map((question) => (
        <div key={question.ask} class="question">
          <p>{inline(question.ask)}</p>
          <details>
            <summary>{answer}</summary>
            <p>{inline(question.answer)}</p>
          </details>
        </div>
      ))}
    </section>
  );
}

interface OnwardProps {
  readonly stage: Stage;
  readonly name: LessonName;
}

/** The same run in the playground, and the next lesson. */
function Onward({ stage, name }: OnwardProps) {
  const shown = stage.shown.value;
  const next = lessonNames[lessonNames.indexOf(name) + 1];
  const { inPlayground, nextLesson, texts } = words.value;
  return (
    <nav class="onward" aria-label={words.value.onward}>
      {shown && (
        <a
          href={writeAddress({
            page: "playground",
            parameters: playgroundParameters(shown.production, lessonOf(name), state.value.seed),
          })}
        >
          {inPlayground}
        </a>
      )}
      {next && (
        <a href={writeAddress({ page: "lessons", parameters: { lesson: next } })}>{nextLesson(texts[next].title)}</a>
      )}
    </nav>
  );
}
