import { GenlabError } from "@genlab/core";
import { optional, requireInstalled } from "../engines/optional.js";

type Handle = bigint | number;
type Words = Float32Array<ArrayBuffer>;

/** A function of a C library: at once, or in a thread beside. */
interface Call {
  (...values: readonly unknown[]): number;
  async(...values: readonly unknown[]): void;
}

/** What is needed of `koffi`. */
interface Koffi {
  config(): Readonly<Record<string, number>>;
  config(settings: Readonly<Record<string, number>>): unknown;
  load(path: null): Library;
  load(path: string, options: { readonly global: boolean }): Library;
  address(symbol: unknown): bigint;
}

interface Library {
  func(name: string, result: string, parameters: readonly string[]): Call;
  symbol(name: string, type: string): unknown;
}

interface Handles {
  /** As C passes them. */
  readonly type: "int" | "void *";
  readonly world: Handle;
  readonly float: Handle;
  readonly sum: Handle;
  /** MPI_THREAD_SERIALIZED: calls come from several threads, one after the other. Higher levels are higher numbers. */
  readonly serialized: number;
}

/** Of MPICH and those that follow its binary interface: Intel's, Cray's, MVAPICH. */
const MPICH: Handles = { type: "int", world: 0x44000000, float: 0x4c00040a, sum: 0x58000003, serialized: 2 };

/** Of MPI 5, https://www.mpi-forum.org/docs/mpi-5.0/mpi50-report.pdf, chapter 20. */
const ABI: Handles = { type: "void *", world: 0x101n, float: 0x210n, sum: 0x21n, serialized: 2048 };

/** Who starts processes by MPI, by what tells them how many they are; and the libraries that talk to it. */
const LAUNCHERS = [
  { count: "OMPI_COMM_WORLD_SIZE", here: "OMPI_COMM_WORLD_LOCAL_SIZE", libraries: ["libmpi.so.40", "libmpi.so"] },
  { count: "PMI_SIZE", here: "MPI_LOCALNRANKS", libraries: ["libmpich.so.12", "libmpi.so.12", "libmpi_abi.so.0"] },
];

const STACK = 8 * 2 ** 20;

/** The processes that an `mpirun` started. */
export interface Launch {
  readonly count: number;
  /** On this machine. */
  readonly here: number;
  readonly libraries: readonly string[];
}

/** Absent where this process is the only one. */
export function launchOf(environment: NodeJS.ProcessEnv): Launch | undefined {
  const found = LAUNCHERS.find(({ count }) => Number(environment[count]) > 1);
  if (!found) return undefined;
  const count = Number(environment[found.count]);
  const named = environment.GENLAB_MPI;
  const libraries = named ? [named] : found.libraries;
  return { count, here: Number(environment[found.here]) || count, libraries };
}

/** What an MPI library does for float32, between all processes of an `mpirun`. Calls are made one after the other, by all. */
export class Mpi {
  readonly rank: number;
  readonly count: number;
  readonly #calls: Calls;

  private constructor(calls: Calls) {
    this.#calls = calls;
    [this.rank, this.count] = [calls.numberOf("MPI_Comm_rank"), calls.numberOf("MPI_Comm_size")];
  }

  /** @throws GenlabError where no library of MPI loads. */
  static async open({ libraries, count }: Launch): Promise<Mpi> {
    requireInstalled("koffi");
    const { default: koffi } = (await optional("koffi")) as { readonly default: Koffi };
    const reasons: string[] = [];
    for (const name of libraries) {
      try {
        const mpi = new Mpi(new Calls(koffi, name));
        if (mpi.count === count) return mpi;
        throw new GenlabError(
          `${name} sees ${mpi.count} process, but mpirun started ${count}: it is of another MPI. Give the path of its library: GENLAB_MPI=…/libmpi.so.`,
        );
      } catch (cause) {
        if (cause instanceof GenlabError) throw cause;
        reasons.push((cause as Error).message);
      }
    }
    throw new GenlabError(
      `mpirun started ${count} processes, but its library does not load (${reasons.join("; ")}). Give its path: GENLAB_MPI=…/libmpi.so.`,
    );
  }

  /** Writes the sum over all processes, the same to the bit on each. */
  async sum(own: Words, into: Words): Promise<void> {
    await this.#calls.allreduce(own, into);
  }

  /** Gives all the entries that the first has. */
  async share(words: Words): Promise<void> {
    await this.#calls.broadcast(words);
  }

  /** The same, before it returns. */
  shareNow(words: Words): void {
    this.#calls.broadcastNow(words);
  }

  /** Waits for all others to end too. */
  end(): void {
    this.#calls.finalize();
  }
}

class Calls {
  readonly allreduce: (own: Words, into: Words) => Promise<unknown>;
  readonly broadcast: (words: Words) => Promise<unknown>;
  readonly broadcastNow: (words: Words) => void;
  readonly finalize: () => void;
  readonly #library: Library;
  readonly #handles: Handles;

  constructor(koffi: Koffi, name: string) {
    settle(koffi);
    keep(koffi, name);
    // its own parts look for its names
    const library = koffi.load(name, { global: true });
    const handles = handlesOf(koffi, library);
    const { type, world, float, sum, serialized } = handles;
    [this.#library, this.#handles] = [library, handles];
    const allreduce = library.func("MPI_Allreduce", "int", ["void *", "void *", "int", type, type, type]);
    const broadcast = library.func("MPI_Bcast", "int", ["void *", "int", type, "int", type]);
    const allreduceLater = later(allreduce);
    const broadcastLater = later(broadcast);
    this.allreduce = (own, into) => allreduceLater(own, into, own.length, float, sum, world);
    this.broadcast = (words) => broadcastLater(words, words.length, float, 0, world);
    this.broadcastNow = (words) => void broadcast(words, words.length, float, 0, world);
    const finalize = library.func("MPI_Finalize", "int", []);
    this.finalize = () => void finalize();
    const level = new Int32Array(1);
    library.func("MPI_Init_thread", "int", ["void *", "void *", "int", "void *"])(null, null, serialized, level);
    if (level[0]! >= serialized) return;
    finalize();
    throw new GenlabError(
      `${name} lets threads call it at the level ${level[0]}, but sums are made in a thread beside, which takes MPI_THREAD_SERIALIZED, ${serialized}. Give another library: GENLAB_MPI=…/libmpi.so.`,
    );
  }

  numberOf(name: "MPI_Comm_rank" | "MPI_Comm_size"): number {
    const { type, world } = this.#handles;
    const found = new Int32Array(1);
    this.#library.func(name, "int", [type, "void *"])(world, found);
    return found[0]!;
  }
}

/**
 * A sum in MPICH takes more stack than the 128 KiB that koffi gives to a thread beside, and ONNX Runtime more than it gives to this one; it settles
 * that before it loads a library alone.
 */
function settle(koffi: Koffi): void {
  const settings = koffi.config();
  if (settings.async_stack_size! >= STACK && settings.sync_stack_size! >= STACK) return;
  koffi.config({ ...settings, async_stack_size: STACK, sync_stack_size: STACK });
}

/** `RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE`, of Linux. */
const FOR_EVER = 0x1102;

/** Koffi lets go of libraries when the process ends, while threads of Open MPI, which it has for TCP, may still run in one. */
function keep(koffi: Koffi, name: string): void {
  if (process.platform !== "linux") return;
  koffi.load(null).func("dlopen", "void *", ["str", "int"])(name, FOR_EVER);
}

/** In a thread beside, so that signals are heard meanwhile. */
const later =
  (call: Call) =>
  (...values: readonly unknown[]) =>
    new Promise<void>((resolve, reject) => {
      call.async(...values, (error: Error | null) => (error ? reject(error) : resolve()));
    });

function handlesOf(koffi: Koffi, library: Library): Handles {
  const has = (name: string) => {
    try {
      library.func(name, "int", []);
      return true;
    } catch {
      return false;
    }
  };
  if (has("MPI_Abi_get_version") && !has("MPIR_Err_return_comm") && !has("ompi_mpi_init")) return ABI;
  if (!has("ompi_mpi_init")) return MPICH;
  const at = (name: string) => koffi.address(library.symbol(name, "char"));
  const [world, float, sum] = [at("ompi_mpi_comm_world"), at("ompi_mpi_float"), at("ompi_mpi_op_sum")];
  return { type: "void *", world, float, sum, serialized: 2 };
}
