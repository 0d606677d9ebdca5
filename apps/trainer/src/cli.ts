#!/usr/bin/env node
export {}; // a module, which may await

// a reader that has seen enough (`| head`) does not stop a run
process.stdout.on("error", () => {});

// a run of a sweep is saved and ends when who started it lets go of it, or is gone
if (process.channel) {
  process.once("disconnect", () => {
    if (!process.emit("SIGTERM", "SIGTERM")) process.exit(143);
  });
  process.channel.unref();
}

const { main } = await import("./program.js"); // which takes a while, in which that may happen
process.exitCode = await main(process.argv.slice(2));
