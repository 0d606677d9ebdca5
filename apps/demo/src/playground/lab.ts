import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Parameters } from "../address.js";
import { engineOrder } from "../engines/engine-names.js";
import { type Found, Keeper } from "../past-runs/keeper.js";
import type { KeptPast } from "../past-runs/run-store.js";
import { type KindName, kindOf } from "../plane/kinds/kinds.js";
import type { ChartName, LayerName } from "../plane/layers.js";
import { type Common, changesOf, dataRanges, type Situation, situationAt, specOf } from "../plane/plan.js";
import { Experiment } from "../plane/run/experiment.js";
import { portraitQueries } from "../plane/run/portrait.js";
import type { SlotPlan } from "../plane/run/slot.js";
import { ALL, ONLY, type SettingChange, withChange } from "../plane/setting-change.js";
import { choiceOf, MOST_SLOTS, type SlotChoice } from "../plane/slot-choice.js";
import type { Finger } from "../plane/touch/use-touch.js";
import type { TouchQuery } from "../session/looks/touch.js";
import type { SessionSpec } from "../session/spec.js";
import { address, engineChoice, setAllParameters } from "../shell/location.js";
import { leaveInThisTab, leftInThisTab } from "./left-in-this-tab.js";
import { isBlank, makesOf, type State, setState, state } from "./state.js";

type Values = Readonly<Record<string, number | string>>;

/** A slider that is dragged sets once in so many milliseconds. */
const MILLISECONDS_OF_A_DRAG = 120;

/** What a person does to the playground: it goes into the address, and to the models. */
export class Lab {
  readonly experiment = new Experiment();
  readonly keeper = new Keeper(this.experiment, () => {
    const { until: _, ...parameters } = address.peek().parameters;
    return parameters;
  });
  /** Runs whose curves are shown with those that are here. */
  readonly overlaid = signal<ReadonlyMap<string, readonly KeptPast[]>>(new Map());
  /** What is touched in the pictures of all models. */
  readonly finger = signal<Finger | null>(null);
  readonly #pending = signal<ReadonlyMap<number, Values>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #openings = 0;

  /** Settings that were set and have not reached their model yet, by slot. */
  get pending(): ReadonlySignal<ReadonlyMap<number, Values>> {
    return this.#pending;
  }

  /**
   * Makes the models that the address has: those that were left in this tab, by a reload or for another page, as they were.
   *
   * @param plays whether they train at once; those that were left at rest do not
   */
  async begin(plays: boolean): Promise<void> {
    const opening = this.#openings;
    const id = leftInThisTab();
    const found = id === null ? null : await this.keeper.find(id);
    if (opening !== this.#openings) return; // something else is asked for by now
    const { run } = found ?? {};
    const { until } = state.peek();
    const makes = (parameters: Parameters) => makesOf(parameters, run?.step ?? 0);
    const isHere = run !== undefined && makes(run.parameters) === makes(address.peek().parameters);
    const goesOn = isHere && (until === 0 || run.step <= until);
    void (goesOn ? this.#open(found) : this.open());
    if (plays && (!goesOn || run.isPlaying)) void this.play();
  }

  /** Goes back to a run that was kept. False where it is not there any more. */
  async recall(id: string): Promise<boolean> {
    await this.keeper.save();
    const found = await this.keeper.find(id);
    if (!found) return false;
    void this.experiment.pause();
    setAllParameters(found.run.parameters);
    await this.#open(found);
    return true;
  }

  /** Shows the curves of a run that was kept with those that are here, or does not. */
  async overlay(id: string, isShown: boolean): Promise<void> {
    const pasts = isShown ? await this.keeper.pasts(id) : [];
    const others = [...this.overlaid.peek()].filter(([one]) => one !== id);
    this.overlaid.value = new Map(isShown ? [...others, [id, pasts]] : others);
  }

  /** The runs whose curves are shown with those that are here. */
  readonly overlays = computed(() =>
    this.keeper.runs.value.flatMap(({ id, parameters }) => {
      const pasts = id === this.keeper.id ? undefined : this.overlaid.value.get(id);
      return pasts ? [{ parameters, pasts }] : [];
    }),
  );

  /** Makes the models that the address has; none while there is nothing for them to learn. */
  open(): Promise<void> {
    return this.#open(null);
  }

  #open(found: Found | null): Promise<void> {
    this.#openings += 1;
    this.keeper.begin(found);
    leaveInThisTab(this.keeper.id);
    this.#pending.value = new Map();
    const now = state.peek();
    const engines = engineOrder(engineChoice.peek(), "small");
    const options = { engines, looks: looksOf(now), isSlow: now.slow };
    return this.experiment.open(isBlank(now) ? [] : plansOf(now), options, found?.origins);
  }

  /** Goes on, up to where a link says: it says so no more to who goes on from there. */
  async play(): Promise<void> {
    const { until } = state.peek();
    const pauses = await this.experiment.play(until);
    if (until > 0 && !pauses && state.peek().until === until) setState({ until: 0 });
  }

  /** One step of all; beyond where a link says, it says so no more. */
  stepOnce(): void {
    const { until } = state.peek();
    void this.experiment.stepOnce();
    if (until > 0 && this.experiment.step.peek() >= until) setState({ until: 0 });
  }

  close(): void {
    void this.keeper.close();
    clearTimeout(this.#timer);
    this.experiment.close();
  }

  /** Starts again with other data, another seed, or what is set now. */
  restart(change: Partial<Omit<Common, "batch">> = {}): void {
    this.#begin({ ...change });
  }

  choose(slot: number, kind: KindName): void {
    this.#begin({}, (models) => models.with(slot, choiceOf(kind)));
  }

  add(kind: KindName): void {
    this.#begin({}, (models) => [...models, choiceOf(kind)].slice(0, MOST_SLOTS));
  }

  remove(slot: number): void {
    this.#begin({}, (models) => models.toSpliced(slot, 1));
  }

  /** Puts the same model beside one, as it is now: a branch, which goes its own way when one of them is changed. */
  async fork(index: number): Promise<void> {
    const slot = this.experiment.slots.peek()[index];
    if (!slot || state.peek().models.length >= MOST_SLOTS) return;
    const opening = this.#openings;
    await this.experiment.fork(slot, () => {
      const { models, changes } = state.peek();
      if (opening !== this.#openings || models.length >= MOST_SLOTS) return null; // by now
      const own = ofSlot(changes, index); // those that are still to come, too: its parent has them
      const place = models.length;
      const copies = own.map((change) => ({ ...change, slot: place }));
      setState({ models: [...models, models[index]!], changes: [...changes, ...copies], until: 0 });
      return plansOf(state.peek())[place]!;
    });
    await this.keeper.save();
  }

  /** One step, in which one phase of a model trains alone; the other models do the whole step. */
  async stepAlone(index: number, phase: string): Promise<void> {
    const slot = this.experiment.slots.peek()[index];
    if (!slot) return;
    const opening = this.#openings;
    const specWith = (only: string) => this.#specWith(index, { [ONLY]: only });
    const steps = await this.experiment.stepWith(slot, () =>
      opening === this.#openings ? [specWith(phase), specWith(ALL)] : null,
    );
    if (!steps || opening !== this.#openings) return;
    // changes at the first step, too: they do not hold for those after it
    const added = [phase, ALL].map((value, i): SettingChange => ({ slot: index, step: steps[i]!, key: ONLY, value }));
    setState({ changes: added.reduce(withChange, state.peek().changes), until: 0 });
    await this.keeper.save(); // what was kept at the step has not these changes
  }

  /** Changes a setting of one model, or the batch size of all. What makes other networks starts everything again. */
  set(slot: number | "all", key: string, value: number | string): void {
    const { models } = state.peek();
    const choice = slot === "all" ? undefined : models[slot];
    if (choice && kindOf(choice.kind).settings[key]?.restarts) {
      this.#begin({}, (now) =>
        now.with(models.indexOf(choice), withValues(now[models.indexOf(choice)]!, { [key]: value })),
      );
      return;
    }
    const pending = new Map(this.#pending.peek());
    const slots = slot === "all" ? [...models.keys()] : [slot];
    for (const each of slots) pending.set(each, { ...pending.get(each), [key]: value });
    this.#pending.value = pending;
    this.#sendSoon();
  }

  /** Touches a point or a code in all models. What is held stays until something else is, or it is let go. */
  touch(what: TouchQuery, isHeld: boolean): void {
    if (isHeld || !this.finger.peek()?.isHeld) this.finger.value = { ...what, isHeld };
  }

  /** @param isHeld whether what is held is let go, too */
  letGo(isHeld: boolean): void {
    if (isHeld || !this.finger.peek()?.isHeld) this.finger.value = null;
  }

  showLayer(name: LayerName, isShown: boolean): void {
    const { layers } = state.peek();
    this.#show({ layers: isShown ? [...layers, name] : layers.filter((one) => one !== name) });
  }

  showChart(chart: ChartName): void {
    this.#show({ chart });
  }

  slow(slow: boolean): void {
    setState({ slow });
    void this.experiment.show({ isSlow: slow });
  }

  /** What a model has at the step where it is, with what is on the way to it. */
  situation(slot: number): Situation {
    return this.#situationWith(slot, this.#pending.value.get(slot) ?? {});
  }

  #situationWith(slot: number, onTheWay: Values): Situation {
    const { models, changes, batch } = state.value;
    const step = this.experiment.slots.value[slot]?.step.value ?? 0;
    const now = situationAt(step, { batch, values: models[slot]!.values }, ofSlot(changes, slot));
    const { batch: next = now.batch, ...values } = onTheWay;
    return { batch: Number(next), values: { ...now.values, ...values } };
  }

  #begin(change: Partial<State>, models = (now: readonly SlotChoice[]): readonly SlotChoice[] => now): void {
    const before = state.peek();
    const situations = before.models.map((_, slot) => this.situation(slot));
    const now = before.models.map((choice, slot) => {
      const { [ONLY]: _, ...values } = situations[slot]!.values; // of a step that was
      return withValues(choice, values);
    });
    setState({ ...change, batch: situations[0]?.batch ?? before.batch, models: models(now), changes: [], until: 0 });
    void this.open();
  }

  #show(change: Partial<State>): void {
    setState(change);
    void this.experiment.show({ looks: looksOf(state.peek()) });
  }

  async #send(): Promise<void> {
    const opening = this.#openings;
    for (const [index, values] of this.#pending.peek()) {
      const step = await this.#sendTo(index, values);
      if (opening !== this.#openings) break; // other models by now, which have it from the address
      if (step !== null) record(index, step, values);
      this.#arrived(index, values);
    }
    if (!this.experiment.isPlaying.peek()) void this.keeper.save(); // nothing else tells of it
    this.#timer = undefined;
    if (this.#pending.peek().size > 0) this.#sendSoon(); // what was set meanwhile
  }

  async #sendTo(index: number, sent: Values): Promise<number | null> {
    const slot = this.experiment.slots.peek()[index];
    if (!state.peek().models[index]) return null;
    if (!slot) return isBlank(state.peek()) ? 0 : null; // it begins with what is set now
    return this.experiment.set(slot, this.#specWith(index, sent));
  }

  #specWith(index: number, values: Values): SessionSpec {
    const { models, ...common } = state.peek();
    const { batch, values: all } = this.#situationWith(index, values);
    return specOf({ ...common, batch }, withValues(models[index]!, all));
  }

  #arrived(slot: number, sent: Values): void {
    const pending = new Map(this.#pending.peek());
    const newer = Object.entries(pending.get(slot) ?? {}).filter(([key, value]) => sent[key] !== value);
    if (newer.length > 0) pending.set(slot, Object.fromEntries(newer));
    else pending.delete(slot);
    this.#pending.value = pending;
  }

  #sendSoon(): void {
    this.#timer ??= setTimeout(() => void this.#send(), MILLISECONDS_OF_A_DRAG);
  }
}

/** Settings that hold from the first step on are initial ones; others are changes. */
function record(slot: number, step: number, values: Values): void {
  const { batch = state.peek().batch, ...own } = values;
  const { models, changes } = state.peek();
  if (step === 0) {
    setState({ batch: Number(batch), models: models.with(slot, withValues(models[slot]!, own)) });
    return;
  }
  const added = Object.entries(values).map(([key, value]): SettingChange => ({ slot, step, key, value }));
  setState({ changes: added.reduce(withChange, changes) });
}

const withValues = (choice: SlotChoice, values: Values): SlotChoice => ({
  ...choice,
  values: { ...choice.values, ...values },
});

const ofSlot = (changes: readonly SettingChange[], slot: number) => changes.filter((change) => change.slot === slot);

const plansOf = ({ models, changes, ...common }: State): readonly SlotPlan[] =>
  models.map((choice, slot) => ({
    spec: specOf(common, choice),
    changes: changesOf(common, choice, ofSlot(changes, slot)),
    range: dataRanges[common.data],
  }));

const looksOf = ({ layers, chart, data }: State) => portraitQueries(layers, chart, dataRanges[data]);
