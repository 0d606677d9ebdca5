import { GenlabError } from "@genlab/core";
import { tensorflowVersion } from "@genlab/tensorflow/node";
import { Argument, type Command } from "commander";
import { somePath } from "../config/options.js";
import { createDownloadDisplay } from "../data/download-display.js";
import { requireInstalled } from "../engines/optional.js";
import { installTensorflow } from "../engines/tensorflow/install-tensorflow.js";
import { type WheelKind, wheels } from "../engines/tensorflow/wheels.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

interface Options {
  readonly gpu?: true;
  readonly mirror?: string;
  readonly file?: string;
}

export function addEngines(program: Command): void {
  program
    .command("engines")
    .description("install an engine that is no package of npm's")
    .command("install")
    .description("fetch TensorFlow's own library: 274 MB, or 573 MB with CUDA, and three times that unpacked")
    .addArgument(new Argument("<engine>", "which").choices(["tensorflow"]))
    .option("--gpu", "the library with CUDA, which it looks for when it starts")
    .option("--mirror <address>", "what has the wheel by its name, in place of the Python Package Index")
    .option("--file <wheel>", "take a wheel that is here, and download nothing", somePath)
    .action(async (_: string, options: Options) => {
      for (const line of await install(options)) process.stdout.write(`${line}\n`);
    });
}

async function install({ gpu, mirror, file }: Options): Promise<readonly string[]> {
  const kind: WheelKind = gpu ? "gpu" : "cpu";
  const isMixed = file !== undefined && (mirror !== undefined || gpu);
  if (isMixed) throw new GenlabError("--file is a wheel that is here: give neither --mirror nor --gpu with it.");
  requireInstalled("koffi"); // before hundreds of megabytes are fetched that could not be opened
  const source = file === undefined ? { wheel: wheelFor(kind) } : { file: fromCaller(file) };
  const display = createDownloadDisplay(process.stderr);
  try {
    const { version, path, isOld } = await installTensorflow({
      ...source,
      open: tensorflowVersion,
      onProgress: (progress) => display.show(progress),
      onUnpacking: (name) => {
        display.stop();
        process.stderr.write(`unpacking ${name}\n`);
      },
      ...(mirror !== undefined && { mirror }),
    });
    const said = `TensorFlow ${version} is ${isOld ? "already " : ""}in ${forCaller(path)}: --engine tensorflow`;
    return gpu ? [said, ...besideGpu(version)] : [said];
  } finally {
    display.stop();
  }
}

function wheelFor(kind: WheelKind) {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform]?.[kind];
  if (wheel) return wheel;
  throw new GenlabError(
    `There is no wheel for ${platform} (${kind}) whose checksum is known. Fetch one, by \`pip download --no-deps tensorflow\` say, and give it by --file.`,
  );
}

const besideGpu = (version: string): readonly string[] => [
  "For a GPU it also needs NVIDIA's driver, and CUDA and cuDNN of its version on the loader's path:",
  `  pip install "tensorflow[and-cuda]==${version}" brings them, in site-packages/nvidia/*/lib, for LD_LIBRARY_PATH.`,
  "Without them it computes on the processor. docs/tensorflow.md says more.",
];
