import { type LessonName, lessonOf } from "../src/lessons/lessons.js";
import { plansOf, productionOf, RANGE } from "../src/lessons/production.js";
import type { SettingValues } from "../src/plane/kinds/setting.js";
import type { Quality } from "../src/session/looks/quality.js";
import type { Report } from "../src/session/session.js";
import { Session } from "../src/session/session.js";

export interface LessonRunOptions {
  readonly seed: number;
  /** Of the models of the act, by their place. Default 0. */
  readonly model?: number;
  /** The step at which a turn comes. Default: the end of its opening. */
  readonly turnAt?: number;
  /** Settings of the turn, in the place of the act's. Default: none. */
  readonly turnTo?: SettingValues;
  /** Settings in the place of the act's. Default: none. */
  readonly instead?: SettingValues;
}

/** What a model of a lesson is at a step. */
export interface Moment {
  readonly modes: number;
  readonly onMode: number;
  readonly losses: Report["losses"];
  /** Of the generator's parameters. */
  readonly gradients: readonly number[];
}

/** Trains a model of an act as the page does, and looks at it at these steps. */
export async function runLesson(
  name: LessonName,
  act: string,
  steps: readonly number[],
  { seed, model = 0, turnAt, turnTo = {}, instead = {} }: LessonRunOptions,
): Promise<readonly Moment[]> {
  const { choices, changes } = productionOf(lessonOf(name), act, turnAt);
  const changed = choices.map((choice) => ({ ...choice, values: { ...choice.values, ...instead } }));
  const turned = changes.map((change) => ({ ...change, value: turnTo[change.key] ?? change.value }));
  const plan = plansOf({ choices: changed, changes: turned }, seed)[model]!;
  const session = await Session.open(plan.spec, plan.changes);
  const moments: Moment[] = [];
  for (const step of steps) {
    const reports = await session.advance(step - session.step);
    const looks = { quality: { count: 1000, range: RANGE }, gradientNorms: { count: 128 } };
    const { quality, gradientNorms } = await session.look(looks);
    const { coverage } = quality as Quality;
    moments.push({
      modes: coverage!.found,
      onMode: coverage!.highQuality,
      losses: reports.at(-1)?.losses ?? {},
      gradients: Object.values(gradientNorms.generator ?? {}),
    });
  }
  session.dispose();
  return moments;
}
