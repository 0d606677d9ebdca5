export const shell = {
  pages: { playground: "Playground", digits: "Digits", models: "Models", lessons: "Lessons" },
  navigation: "Pages",
  skip: "Skip to the content",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { en: "English", zh: "中文" },
  engine: "Engine",
  engines: {
    auto: "Auto",
    compiled: "Compiled WebAssembly",
    webgl: "WebGL",
    webgpu: "Compiled WebGPU",
    wasm: "WebAssembly",
    cpu: "JavaScript",
    faster: "Compiled WebGPU or WebAssembly, whichever is faster",
  },
  skipped: (engine: string, reason: string, other: string) =>
    `${engine} could not be used here: ${reason}. Models train on ${other}.`,
  /** In the language of the page, what engines say in English. */
  reasons: {} as Readonly<Record<string, string>>,
  /** What one does on several pages. */
  actions: {
    train: "Train",
    pause: "Pause",
    steps: (count: number) => (count === 1 ? "One step" : `${count} steps`),
    again: "Start again",
    otherSeed: "Another seed",
    others: "Others",
    clear: "Clear",
    saveRun: "Save run",
    chooseImages: "Choose images or a zip…",
    chooseFolder: "Choose a folder…",
  },
  dropHere: "Drop it: a run, or pictures",
  loading: "Loading…",
  failed: (reason: string) => `The page could not be loaded: ${reason}`,
  retry: "Try again",
};

export type ShellWords = typeof shell;
