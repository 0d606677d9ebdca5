import { canSample, type Program, type Settings } from "@genlab/core";
import { type ArrayBatch, batches, type NdArray, take } from "@genlab/data";
import { copyDistance } from "@genlab/metrics";
import {
  type Diagnosis,
  diagnose,
  type HealthRecord,
  type LossRecord,
  type PhaseLosses,
  probeModel,
  probesOf,
  splitHealth,
} from "@genlab/trainers";
import { HealthLog, type RunFolder, readHealth } from "@genlab/trainers/node";
import { settingsOf } from "../config/settings-of.js";
import { sampled } from "../outputs/samples.js";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import type { DiskWriter } from "./disk-writer.js";

/** Of a step. */
export interface Watched {
  /** Without gradient health. */
  readonly losses: PhaseLosses;
  /** What was measured, if it was. */
  readonly health?: HealthRecord;
}

/** Models that draw the numbers of an example one after another. */
const SLOW: readonly string[] = ["autoregressive-vq-vae", "flow-vae"];
/** Examples of the training part by which the model is measured, the same each time. */
const MOST_EXAMPLES = 128;
/** More are not looked through for copies: none would be found. */
const MOST_KNOWN = 5000;
const COPIES = 64;
/** Measurements from one look for copies to the next. */
const BETWEEN_COPIES = 5;

/** Measures the health of a run while it trains, keeps it in the run's folder, and tells of each fault when it begins. */
export class HealthWatch {
  /** All that is known of the run. */
  readonly log: LossRecord[];
  readonly health: HealthRecord[];
  /** Of the run's model, and what they are. */
  readonly settings: Settings;
  readonly given: Readonly<Record<string, unknown>>;
  readonly #run: Run;
  readonly #file: HealthLog;
  readonly #disk: DiskWriter;
  #probes: readonly Program[];
  readonly #batch: ArrayBatch;
  readonly #onFault: (diagnosis: Diagnosis) => void;
  #told: ReadonlySet<string>;

  private constructor(run: Run, { file, disk, log, health, onFault }: HeldFigures) {
    this.#run = run;
    this.settings = settingsOf(run.config.model);
    this.given = run.config.model;
    this.#disk = disk;
    this.#file = file;
    this.log = [...log];
    this.health = [...health];
    this.#onFault = onFault;
    this.#told = new Set(diagnose(this).map(({ name }) => name));
    this.#probes = probesOf(run.trainer.model, { samples: !SLOW.includes(run.config.model.type) });
    const multiple = run.trainer.model.batchMultiple ?? 1;
    const most = Math.min(Math.max(MOST_EXAMPLES, multiple), run.data.train.length); // a batch at least, as training has
    const batchSize = most - (most % multiple);
    [this.#batch] = batches(take(run.data.train, batchSize), { batchSize }) as unknown as [ArrayBatch]; // of all, the next ones would be read too
  }

  /** @param onFault hears of each fault once, when it begins; not of those that the run had before. */
  static async open(run: Run, { folder, disk, onFault }: HealthWatchOptions): Promise<HealthWatch> {
    const file = await HealthLog.open(folder, run.trainer.step);
    return new HealthWatch(run, { file, disk, log: await folder.metrics(), health: await readHealth(folder), onFault });
  }

  /** Takes what a step reports. */
  async reported(step: number, reported: PhaseLosses): Promise<Watched> {
    const { losses, phases } = splitHealth(reported);
    this.log.push({ step, losses });
    if (!phases) return { losses };
    return { losses, health: await this.#add({ step, phases, probes: await this.#probe(step) }) };
  }

  /** Takes an evaluation; looks for copies of training examples where it is time for it. */
  async evaluated(step: number, evaluation: PhaseLosses): Promise<void> {
    this.log.push({ step, evaluation });
    const last = this.health.findLastIndex(({ probes }) => probes?.memory);
    if (last >= 0 && this.health.length - last <= BETWEEN_COPIES) return;
    const ratio = await this.#copyDistance();
    if (ratio !== undefined) await this.#add({ step, probes: { memory: { ratio } } });
  }

  /** Notes why the run ended. */
  async failed(step: number, failure: string): Promise<void> {
    await this.#add({ step, failure });
  }

  /** A run does not end by what can not be measured of it: that is said once, and left out. */
  async #probe(step: number): Promise<PhaseLosses> {
    const { executor } = this.#run.trainer;
    const rng = rngFor(this.#run.config, "pictures");
    const figures: Record<string, PhaseLosses[string]> = {};
    for (const probe of this.#probes) {
      try {
        Object.assign(figures, await probeModel([probe], { executor, batch: this.#batch, rng, step }));
      } catch (error) {
        this.#probes = this.#probes.filter((other) => other !== probe);
        process.stderr.write(`The ${probe.name} of the model are not measured: ${(error as Error).message}\n`);
      }
    }
    return figures;
  }

  async #add(record: HealthRecord): Promise<HealthRecord> {
    this.health.push(record);
    await this.#disk.write(() => this.#file.append(record));
    const found = diagnose(this);
    for (const diagnosis of found) if (!this.#told.has(diagnosis.name)) this.#onFault(diagnosis);
    this.#told = new Set(found.map(({ name }) => name));
    return record;
  }

  async #copyDistance(): Promise<number | undefined> {
    const { config, data, trainer } = this.#run;
    const model = trainer.state.average ?? trainer.state.model;
    const isSlow = SLOW.includes(config.model.type);
    if (!canSample(model) || isSlow || data.train.length > MOST_KNOWN || data.test.length === 0) return undefined;
    const { executor } = trainer;
    const generated = await sampled(model, COPIES, { rng: rngFor(config, "pictures"), executor });
    if (!Array.from(generated.data).every(Number.isFinite)) return undefined;
    return copyDistance({
      train: allOf(data.train),
      test: allOf(take(data.test, Math.min(COPIES, data.test.length))),
      generated,
    });
  }
}

interface HealthWatchOptions {
  readonly folder: RunFolder;
  readonly disk: DiskWriter;
  readonly onFault: (diagnosis: Diagnosis) => void;
}

interface HeldFigures {
  readonly disk: DiskWriter;
  readonly file: HealthLog;
  readonly log: readonly LossRecord[];
  readonly health: readonly HealthRecord[];
  readonly onFault: (diagnosis: Diagnosis) => void;
}

function allOf(dataset: Parameters<typeof take>[0]): NdArray {
  const [all] = batches(dataset, { batchSize: dataset.length });
  return all!.x!;
}
