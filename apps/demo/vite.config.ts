import { defineConfig, type Plugin } from "vite";
import { licences } from "../../scripts/licences.mjs";
import { offline } from "./offline/plugin.js";
import { modelSettings } from "./src/zoo/model-settings.js";

/** What `src/zoo/model-settings.ts` gives here: the page needs no models to know what they take. */
const evaluatedSettings: Plugin = {
  name: "evaluated-settings",
  load: {
    filter: { id: /\/src\/zoo\/model-settings\.ts$/ },
    handler: () => `export const modelSettings = ${JSON.stringify(modelSettings)};`,
  },
};

/** Where the site will be, as `https://host/path/`: who shows a link with its picture takes only an absolute address of that. */
const site = process.env.DEMO_URL;

const absolutePreview: Plugin = {
  name: "absolute-preview",
  transformIndexHtml: {
    order: "pre", // as it is written
    handler(html) {
      if (!site) return html;
      const preview = new URL("preview.png", site.endsWith("/") ? site : `${site}/`);
      const absolute = html.replace('content="./preview.png"', `content="${preview}"`);
      if (absolute === html) throw new Error('index.html has no content="./preview.png" for DEMO_URL to stand in.');
      return absolute;
    },
  },
};

const { page, worker } = licences();

export default defineConfig({
  plugins: [evaluatedSettings, absolutePreview, ...page, offline()],
  base: "./", // the folder may be served from anywhere
  worker: { format: "es", plugins: () => worker }, // so that a worker loads its backend when it knows which
  build: { target: "es2022", rolldownOptions: { output: { chunkFileNames } } },
});

/** The chunk of a page is named by its folder. */
function chunkFileNames({ facadeModuleId }: { readonly facadeModuleId: string | null }): string {
  const page = /src\/(\w+)\/page\.tsx$/.exec(facadeModuleId ?? "")?.[1];
  return `assets/${page ? `page-${page}` : "[name]"}-[hash].js`;
}
