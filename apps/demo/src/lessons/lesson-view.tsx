import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { address, engineChoice, linkTo } from "../shell/location.js";
import { actOf, type Lesson, openingOf } from "./lesson.js";
import { LessonFigure } from "./lesson-figure.js";
import type { LessonText } from "./lesson-text.js";
import { type LessonName, lessonNames, lessonOf } from "./lessons.js";
import { playgroundParameters } from "./production.js";
import { inline, Prose } from "./prose.js";
import { Report } from "./report.js";
import { type Request, Stage } from "./stage.js";
import { setState, state } from "./state.js";
import { words } from "./words.js";

/** A lesson: what it says, and the models that show it. */
export function LessonView({ name }: { readonly name: LessonName }) {
  const lesson = lessonOf(name);
  const text: LessonText = words.value.texts[name];
  const stage = useMemo(() => new Stage(lesson), []);
  const begin = () => {
    const request = requestOf(lesson);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) void stage.set(request);
    else void stage.perform(request);
  };
  useSignalEffect(() => {
    void engineChoice.value;
    begin();
  });
  useEffect(() => {
    const follow = () => {
      if (address.peek().page === "lessons" && state.peek().lesson === name) begin();
    };
    window.addEventListener("hashchange", follow); // a link to another act of this lesson
    return () => {
      window.removeEventListener("hashchange", follow);
      stage.close();
    };
  }, []);
  const perform = async (act: string) => {
    if (!stage.canTurn(act)) {
      setState({ act, at: 0 });
      return stage.perform({ act, seed: state.peek().seed, at: 0 });
    }
    setState({ act });
    const at = await stage.turn(act);
    if (state.peek().act === act) setState({ at: at === openingOf(lesson, act).steps ? 0 : at });
  };
  const reseed = () => {
    setState({ seed: (state.peek().seed + 1) % 1_000_000 });
    void stage.perform(requestOf(lesson));
  };
  return (
    <article class="lesson">
      <h1>{text.title}</h1>
      <Prose blocks={text.before} />
      <LessonFigure stage={stage} lesson={lesson} text={text} perform={(act) => void perform(act)} reseed={reseed} />
      <Report stage={stage} text={text} />
      <Prose blocks={text.after} />
      <Questions text={text} />
      <Onward stage={stage} name={name} />
    </article>
  );
}

/** What the address asks for: by itself, the first act. */
function requestOf(lesson: Lesson): Request {
  const { act, seed, at } = state.peek();
  return { act: actOf(lesson, act), seed, at };
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
        <a href={linkTo("playground", playgroundParameters(shown.production, lessonOf(name), state.value.seed))}>
          {inPlayground}
        </a>
      )}
      {next && <a href={linkTo("lessons", { lesson: next })}>{nextLesson(texts[next].title)}</a>}
    </nav>
  );
}
