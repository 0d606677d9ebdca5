export {
  findLibrary,
  loadBinding,
  type OpenExecutorOptions,
  openExecutor,
  openWebgpuExecutor,
} from "./node/open-executor.js";
