import { GenlabError } from "@genlab/core";
import type { DelayedError, Queue, QueueEvents, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { optional } from "../engines/optional.js";
import { toInstall } from "../terminal/caller.js";
import { withoutPasswords } from "../terminal/without-passwords.js";

/** Of BullMQ, which all sweeps share. */
export const QUEUE = "genlab";

/** BullMQ's parts, over one way to reach Redis. */
export interface RedisQueue {
  readonly Queue: typeof Queue;
  readonly QueueEvents: typeof QueueEvents;
  readonly Worker: typeof Worker;
  readonly UnrecoverableError: new (message: string) => Error;
  readonly DelayedError: typeof DelayedError;
  /** A connection of its own, which who calls closes. It comes back when Redis does. */
  connect(): Redis;
}

/**
 * Loads what talks to a queue on Redis or Valkey, and asks it whether it is there.
 *
 * @throws GenlabError where a package is missing, or the server does not answer.
 */
export async function openRedis(url: string): Promise<RedisQueue> {
  const place = withoutPassword(url);
  const { bullmq, ioredis } = await load();
  // BullMQ waits for as long as it takes
  const connect = () => new ioredis.Redis(url, { maxRetriesPerRequest: null });
  const first = new ioredis.Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null, lazyConnect: true });
  first.on("error", () => {}); // `connect` says it
  try {
    await first.connect();
    await first.ping();
  } catch (cause) {
    throw new GenlabError(
      `No Redis answers at ${place} (${(cause as Error).message}). Start one, or give its address: --queue redis://HOST:6379, rediss:// for TLS.`,
      { cause },
    );
  } finally {
    first.disconnect();
  }
  return { ...bullmq, connect };
}

/**
 * An address as it may be shown.
 *
 * @throws GenlabError for what is no address of a Redis.
 */
export function withoutPassword(url: string): string {
  if (/^rediss?:\/\//i.test(url) && URL.canParse(url)) return withoutPasswords(url);
  throw new GenlabError("--queue expects the address of a Redis, such as redis://127.0.0.1:6379.");
}

async function load() {
  try {
    const [bullmq, ioredis] = await Promise.all([optional("bullmq"), optional("ioredis")]);
    return { bullmq, ioredis } as {
      bullmq: Omit<RedisQueue, "connect">;
      ioredis: typeof import("ioredis");
    };
  } catch (cause) {
    throw new GenlabError(
      `A queue on Redis needs the packages bullmq and ioredis, which are not installed here. To have them: ${toInstall("bullmq", "ioredis")}`,
      { cause },
    );
  }
}
