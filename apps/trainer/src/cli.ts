#!/usr/bin/env node
import { main } from "./program.js";

// a reader that has seen enough (`| head`) does not stop a run
process.stdout.on("error", () => {});

process.exitCode = await main(process.argv.slice(2));
