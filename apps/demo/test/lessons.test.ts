import { expect, test } from "vitest";
import { lessonNames, lessonOf } from "../src/lessons/lessons.js";
import { playgroundParameters, productionOf } from "../src/lessons/production.js";
import { settingChanges } from "../src/plane/setting-change.js";
import { slotChoices } from "../src/plane/slot-choice.js";

test("every act's link opens the same models in the playground", () => {
  for (const name of lessonNames) {
    const lesson = lessonOf(name);
    for (const act of Object.keys(lesson.acts)) {
      const production = productionOf(lesson, act);
      const { models, changes = "", seed } = playgroundParameters(production, lesson, 7);
      expect(slotChoices([]).read(models!)).toEqual(production.choices);
      expect(settingChanges.read(changes)).toEqual(production.changes);
      expect(seed).toBe("7");
    }
  }
});

test("a turn comes at the end of its opening, or where that was left", () => {
  const { changes, steps } = productionOf(lessonOf("collapse"), "mend");
  expect(changes.map(({ step, key, value }) => [step, key, value])).toEqual([
    [1500, "rate", 3e-4],
    [1500, "discriminatorRate", 1e-3],
  ]);
  expect(steps).toBe(2500);
  expect(productionOf(lessonOf("collapse"), "mend", 1530)).toMatchObject({
    steps: 2530,
    changes: [{ step: 1530 }, {}],
  });
});
