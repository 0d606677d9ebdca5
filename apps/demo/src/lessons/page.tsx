import { useComputed } from "@preact/signals";
import { linkTo } from "../shell/location.js";
import { LessonView } from "./lesson-view.js";
import "../plane/plane.css";
import "./lessons.css";
import { lessonNames } from "./lessons.js";
import { state } from "./state.js";
import { words } from "./words.js";

/** Five short lessons with models that learn while one reads. */
export function Page() {
  const current = useComputed(() => state.value.lesson).value;
  const { list, texts } = words.value;
  return (
    <div class="lessons">
      <nav class="lesson-list" aria-label={list}>
        <ol>
          {lessonNames.map((name) => (
            <li key={name}>
              <a
                href={linkTo("lessons", { lesson: name })}
                {...(name === current && { "aria-current": "page" as const })}
              >
                {texts[name].short}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <LessonView key={current} name={current} />
    </div>
  );
}
