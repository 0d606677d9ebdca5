import { GenlabError } from "@genlab/core";
import { encodeConfig } from "../encode/encode-config.js";
import type { CApi } from "../native/c-api.js";

export interface ContextOptions {
  readonly threads: number;
  readonly device: "cpu" | "gpu" | undefined;
}

/** The devices that TensorFlow has here, one of which computes. */
export class Context {
  readonly api: CApi;
  readonly address: bigint;
  /** The name of the device that computes, and whether it is the processor. */
  readonly device: string;
  readonly isProcessor: boolean;
  readonly threads: number;

  /** @throws GenlabError where there is no such device, and for another number of threads than that of the first in the process. */
  constructor(api: CApi, { threads, device }: ContextOptions) {
    requireThreads(threads);
    this.api = api;
    this.threads = threads;
    const options = api.create("TFE_NewContextOptions");
    try {
      const config = encodeConfig({ threads });
      api.try("TFE_ContextOptionsSetConfig", options, config, config.length);
      this.address = api.try("TFE_NewContext", options);
      threadsHere ??= threads;
    } finally {
      api.call("TFE_DeleteContextOptions", options);
    }
    const devices = devicesOf(api, this.address);
    const gpu = devices.find(({ type }) => type === "GPU");
    if (device === "gpu" && !gpu) {
      this.dispose();
      throw new GenlabError(
        `TensorFlow ${api.version} finds no GPU here. It needs the library with CUDA, and CUDA's own libraries of its version; ` +
          "docs/tensorflow.md says which.",
      );
    }
    const chosen = (device !== "cpu" && gpu) || devices.find(({ type }) => type === "CPU")!;
    this.device = chosen.name;
    this.isProcessor = chosen !== gpu;
  }

  dispose(): void {
    this.api.call("TFE_DeleteContext", this.address);
  }
}

/** Of the first context that was made. */
let threadsHere: number | undefined;

function requireThreads(threads: number): void {
  if (threadsHere === undefined || threads === threadsHere) return;
  const said = (count: number) =>
    count === 0 ? "a thread for every processor" : count === 1 ? "1 thread" : `${count} threads`;
  throw new GenlabError(
    `TensorFlow has ${said(threadsHere)} in this process, by the first executor that was made, and gets no others: ` +
      `asked for was ${said(threads)}. Ask for the same, or use another process.`,
  );
}

interface Device {
  readonly name: string;
  readonly type: string;
}

function devicesOf(api: CApi, context: bigint): readonly Device[] {
  const list = api.try("TFE_ContextListDevices", context);
  try {
    const count = api.call("TF_DeviceListCount", list) as number;
    return Array.from({ length: count }, (_, i) => ({
      name: api.try<string>("TF_DeviceListName", list, i),
      type: api.try<string>("TF_DeviceListType", list, i),
    }));
  } finally {
    api.call("TF_DeleteDeviceList", list);
  }
}
