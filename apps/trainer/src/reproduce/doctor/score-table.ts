import { faults } from "@genlab/trainers";
import { markdownTable } from "../markdown-table.js";
import type { DoctorResult } from "./score-doctor.js";

/** What was caught and what was missed of each fault, and what was said of healthy runs. */
export function scoreTable(results: readonly DoctorResult[]): readonly string[] {
  const healthy = results.filter(({ fault }) => fault === undefined);
  const alarms = (name: string) => healthy.filter(({ told }) => told.includes(name)).length;
  const rows = faults.map(({ name }) => {
    const planted = results.filter(({ fault }) => fault === name);
    const missed = planted.filter(({ said }) => !said.some((one) => one.name === name));
    return [
      name,
      `${planted.length}`,
      `${planted.length - missed.length}`,
      missed.map(({ title }) => title).join("; "),
      `${alarms(name)}`,
    ];
  });
  const wrong = healthy.filter(({ told }) => told.length > 0);
  const words = wrong.map(({ title, told }) => `${title}: ${told.join(", ")}`).join("; ");
  return [
    ...markdownTable(["fault", "planted", "caught", "missed", "false alarms"], rows),
    "",
    `${healthy.length} healthy runs, ${wrong.length} with a false alarm at any time${words === "" ? "" : ` (${words})`}.`,
  ];
}
