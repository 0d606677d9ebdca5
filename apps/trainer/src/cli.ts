#!/usr/bin/env node
// a reader that has seen enough (`| head`) does not stop a run
process.stdout.on("error", () => {});

// a run of a sweep is saved and ends when the process that started it is gone
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

const { main } = await import("./program.js"); // which takes a while, in which that may happen
process.exitCode = await main(process.argv.slice(2));

export {}; // a module, whoever compiles it
