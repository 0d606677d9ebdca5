import { availableParallelism } from "node:os";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { findChromium, howToGetChromium } from "./scripts/find-chromium.js";

/** Trainings, experiments, and the demo's pages: what takes minutes. */
const LONG = ["**/*.long.test.ts", "**/*.e2e.test.ts"];

/** The command line that tests start is the bundle of what tsc had made when they began. */
const bundled = { globalSetup: "vitest.bundle.ts" };

/** Packages whose tests share the modules that a worker has loaded: they only compute, on the backend that each file sets. */
const COMPUTING =
  "packages/{base,safetensors,data,layers,losses,metrics,optim,networks,trainers,ae,vae,gan,hybrid,zoo}";

const inNode = (
  name: string,
  files: { readonly include: string[]; readonly exclude?: string[] },
  more: { readonly isolate?: boolean; readonly globalSetup?: string } = {},
) =>
  ({
    test: { name, ...files, ...more, setupFiles: ["vitest.setup.ts"], testTimeout: 300_000 },
  }) satisfies TestProjectInlineConfiguration;

const quick = { exclude: ["**/*.browser.test.ts", ...LONG] };
const computing = inNode("computing", { ...quick, include: [`${COMPUTING}/test/**/*.test.ts`] }, { isolate: false });
const others = inNode(
  "node",
  {
    include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
    exclude: [...quick.exclude, `${COMPUTING}/**`],
  },
  bundled,
);

const long = inNode("long", { include: LONG, exclude: ["**/node_modules/**"] }, bundled);

const browser = (executablePath: string): TestProjectInlineConfiguration => ({
  // bundled before the first test: a package found later would reload the page
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-webgl",
      "@tensorflow/tfjs-backend-webgpu",
    ],
  },
  test: {
    name: "browser",
    isolate: false, // one page for all files, where shaders are compiled once
    include: ["packages/*/test/**/*.browser.test.ts"],
    setupFiles: ["vitest.setup.ts", "vitest.browser-setup.ts"],
    testTimeout: 300_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath,
          args: [
            // WebGL 2 and WebGPU without a GPU, and the same numbers with one
            "--use-angle=swiftshader",
            "--disable-gpu-watchdog", // a busy machine is no hang
            "--enable-unsafe-webgpu",
            "--use-webgpu-adapter=swiftshader",
            "--enable-features=Vulkan",
          ],
        },
      }),
      // every test on both, each in a Chromium of its own
      instances: (["webgl", "webgpu"] as const).map((name) => ({
        browser: "chromium",
        name: `browser (${name})`,
        provide: { backend: name },
      })),
    },
  },
});

const chromium = findChromium();
if (!chromium) console.warn(`Browser tests are left out: the project "browser" ${howToGetChromium}.`);

export default defineConfig({
  test: {
    projects: [computing, others, long, ...(chromium ? [browser(chromium)] : [])],
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
