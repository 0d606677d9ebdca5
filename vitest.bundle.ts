import { execFileSync } from "node:child_process";

export default function bundle(): void {
  execFileSync(process.execPath, ["apps/trainer/scripts/bundle.mjs"], { stdio: "inherit" });
}
