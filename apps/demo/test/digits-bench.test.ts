import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { Bench } from "../src/digits/bench.js";
import { History } from "../src/digits/history.js";
import type { Plan } from "../src/digits/plan.js";
import { Life } from "../src/session/life.js";
import { Queue } from "../src/session/queue.js";
import { type FrameListener, Runner, type RunOptions } from "../src/session/runner.js";
import { type Change, Session } from "../src/session/session.js";
import type { SessionSpec } from "../src/session/spec.js";

/** The clients that were started: each is a worker's session, without the worker. */
const clients: LocalClient[] = [];

class LocalClient {
  readonly engine = { engine: "cpu", skipped: [] };
  readonly queue = new Queue();
  readonly life = new Life();
  session: Session | null = null;
  runner: Runner | null = null;
  isClosed = false;

  constructor(onLost: () => void) {
    this.life.onEnd(onLost);
    clients.push(this);
  }

  static async start({ onLost }: { readonly onLost: () => void }): Promise<LocalClient> {
    return new LocalClient(onLost);
  }

  async open(spec: SessionSpec, changes: readonly Change[]) {
    this.session?.dispose();
    this.session = await Session.open(spec, changes);
    this.runner = new Runner(this.session, this.queue);
  }

  step = (count: number, options: RunOptions) => this.runner!.frameOf(count, options);
  run = (options: RunOptions, listener: FrameListener) => this.runner!.run(options, listener);
  pause = async () => this.runner!.pause();
  set = (spec: SessionSpec) => this.queue.add(async () => this.session!.set(spec).then(() => this.session!.step));
  snapshot = () => this.queue.add(() => this.session!.snapshot());
  restore = (bytes: Uint8Array) => this.queue.add(() => this.session!.restore(bytes));
  look = () => this.life.orEnd(new Promise<never>(() => {})); // a worker that does not answer
  close = () => {
    this.isClosed = true;
    this.life.onEnd(() => {});
    this.life.end(new Error("closed"));
    this.runner?.pause();
  };
}

vi.mock("../src/session/client.js", () => ({
  SessionClient: { start: (options: never) => LocalClient.start(options) },
}));

const plan: Plan = {
  spec: {
    seed: 1,
    data: { type: "ring", examples: 64 },
    model: { type: "autoencoder", network: "dense", latent: 1, hidden: [4] },
    optimizer: { type: "sgd", learningRate: 0.01 },
    batchSize: 8,
  },
  changes: [],
  engines: ["cpu"],
  terms: [{ path: "autoencoder/total", name: "reconstruction" }],
};

const lossesOf = ({ record }: Bench) => record.losses.peek().values[0];

beforeAll(async () => {
  await setBackend("cpu");
});
afterEach(() => {
  for (const { session } of clients.splice(0)) session?.dispose();
});

test("of plans that come at once only the last is made, in one worker; another engine is another worker", async () => {
  const bench = new Bench();
  const other = { ...plan, spec: { ...plan.spec, seed: 2 } };
  await Promise.all([bench.open(plan), bench.open(plan), bench.open(other)]);
  expect(bench.plan.peek()).toBe(other);
  await bench.open(plan);
  expect(clients.length).toBe(1);
  await bench.open({ ...plan, engines: ["wasm", "cpu"] });
  expect(clients.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  bench.close();
});

test("a model trains until it is paused, and the next one at once if that one did", async () => {
  const bench = new Bench();
  await bench.open(plan);
  await bench.play();
  await expect.poll(() => bench.record.step.peek(), { timeout: 100_000 }).toBeGreaterThan(20);
  await bench.open({ ...plan });
  expect(bench.isTraining.peek()).toBe(true);
  await bench.pause();
  expect(bench.isTraining.peek()).toBe(false);
  const rested = bench.record.step.peek();
  await bench.advance(7);
  expect(bench.record.step.peek()).toBe(rested + 7);
  bench.close();
});

test("one goes back to an earlier step, and on from there as before", async () => {
  const bench = new Bench();
  await bench.open(plan);
  await bench.advance(230);
  const whole = lossesOf(bench);
  expect(bench.record.moments.peek()).toEqual([0, 230]);
  await bench.goTo(0);
  expect([bench.record.step.peek(), bench.record.head.peek()]).toEqual([0, 230]);
  expect(lossesOf(bench)).toEqual(whole); // until the training goes on
  await bench.goTo(230);
  await bench.goTo(0);
  await bench.advance(230);
  expect(lossesOf(bench)).toEqual(whole);
  bench.close();
});

test("a run goes on in another worker where one is lost, from the last snapshot, and nobody waits for the lost one", async () => {
  const bench = new Bench();
  await bench.open(plan);
  await bench.play();
  await expect.poll(() => bench.record.moments.peek().includes(100), { timeout: 100_000 }).toBe(true);
  await bench.pause();
  const losses = lossesOf(bench)!;
  const answer = bench.look({ samples: { count: 1 } });
  const waiting = expect(answer).rejects.toThrow("lost");
  clients[0]!.life.end(new Error("lost"));
  await waiting;
  await expect.poll(() => bench.wentBackTo.peek(), { timeout: 100_000 }).not.toBeNull();
  const back = bench.wentBackTo.peek()!;
  expect(back % 100).toBe(0);
  expect(clients.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  expect(bench.fault.peek()).toBeNull();
  expect(lossesOf(bench)).toEqual(losses.slice(0, back / 10));
  await bench.advance(losses.length * 10 - back);
  expect(lossesOf(bench)).toEqual(losses);
  bench.close();
});

test("a run that was under way when its worker was lost goes on by itself", async () => {
  const bench = new Bench();
  await bench.open(plan);
  await bench.play();
  await expect.poll(() => bench.record.moments.peek().includes(100), { timeout: 100_000 }).toBe(true);
  clients[0]!.life.end(new Error("lost"));
  await expect.poll(() => bench.wentBackTo.peek(), { timeout: 100_000 }).not.toBeNull();
  const back = bench.wentBackTo.peek()!;
  await expect.poll(() => bench.record.step.peek(), { timeout: 100_000 }).toBeGreaterThan(back);
  expect(clients.length).toBe(2);
  bench.close();
});

test("a model whose worker is lost while it is made is made in another worker", async () => {
  const bench = new Bench();
  await bench.open(plan);
  const [first] = clients;
  first!.open = () => first!.life.orEnd(new Promise<never>(() => {}));
  const other = { ...plan };
  const opening = bench.open(other);
  await expect.poll(() => bench.plan.peek()).toBeNull();
  first!.life.end(new Error("lost"));
  await opening;
  await expect.poll(() => bench.plan.peek(), { timeout: 100_000 }).toBe(other);
  expect(clients.length).toBe(2);
  await bench.again();
  expect(bench.fault.peek()).toBeNull();
  bench.close();
});

test("changes that come at once are of the settings as they are when each is made", async () => {
  const bench = new Bench();
  await bench.open(plan);
  await bench.advance(10);
  let rate = 0.01;
  const specs: SessionSpec[] = [];
  const change = () =>
    bench.change(() => {
      rate *= 10;
      specs.push({ ...plan.spec, optimizer: { type: "sgd", learningRate: rate } });
      return specs.at(-1)!;
    });
  expect(await Promise.all([change(), change()])).toEqual([10, 10]);
  expect(specs.map(({ optimizer }) => optimizer)).toEqual(
    [0.1, 1].map((learningRate) => ({ type: "sgd", learningRate })),
  );
  bench.close();
});

test("a fault is told, and goes when the next thing works", async () => {
  const bench = new Bench();
  await bench.open({ ...plan, spec: { ...plan.spec, batchSize: 65 } });
  expect(bench.fault.peek()).toMatch(/batch/);
  await bench.open(plan);
  expect(bench.fault.peek()).toBeNull();
  bench.close();
});

test("moments are thinned when there are too many or too large ones; the first and the last stay", () => {
  const history = new History();
  for (let step = 0; step <= 4100; step += 100) history.add(step, new Uint8Array(1));
  expect(history.steps.length).toBeLessThanOrEqual(40);
  expect([history.steps[0], history.steps.at(-1)]).toEqual([0, 4100]);
  expect(history.before(150)).toBe(history.at(history.steps.findLast((step) => step <= 150)!));
  history.cut(1000);
  expect(history.steps.at(-1)).toBe(1000);
  const large = new History();
  for (let step = 0; step < 10; step++) large.add(step, { byteLength: 30e6 } as Uint8Array);
  expect(large.steps.length).toBe(3);
  expect(large.steps.at(-1)).toBe(9);
});
