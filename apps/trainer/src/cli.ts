#!/usr/bin/env node
import { main } from "./program.js";

// a reader that has seen enough (`| head`) does not stop a run
process.stdout.on("error", () => {});

// a run of a sweep is saved and ends when the process that started it is gone
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

process.exitCode = await main(process.argv.slice(2));
