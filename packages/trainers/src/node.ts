export { type Metrics, RunFolder, readCheckpoint } from "./run-folder.js";
export { writeFileAtomically } from "./write-file.js";
