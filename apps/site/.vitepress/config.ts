import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig, type MarkdownOptions } from "vitepress";
import { licences } from "../../../scripts/licences.mjs";
import { addressOf, anchorOf, pageOf, root } from "../src/addresses.js";
import { sidebar } from "../src/sidebar.js";

const { GITHUB_REPOSITORY, GITHUB_SERVER_URL = "https://github.com", SITE_BASE = "/" } = process.env;
const repository = GITHUB_REPOSITORY && `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;

type MarkdownIt = Parameters<NonNullable<MarkdownOptions["config"]>>[0];

export default defineConfig({
  title: "GenLab",
  description: "Generative models in TypeScript: autoencoders, VAEs, GANs and their hybrids",
  lang: "en",
  base: SITE_BASE,
  srcDir: root,
  srcExclude: ["**/CHANGELOG.md", "README.md", "SECURITY.md", "packages/testing/**", "apps/demo/public/**"],
  outDir: "dist",
  cacheDir: "node_modules/.vitepress",
  rewrites: (file) => pageOf(file) ?? file,
  ignoreDeadLinks: [/^\/(api|demo)\//], // others write those; `src/faults-of-links.mjs` looks at all links of what was built
  metaChunk: true,
  vite: { plugins: [vueOfTheSite(), ...(licences().page as [])] }, // of the project's Vite, whose types are others than those of VitePress
  markdown: { anchor: { slugify: anchorOf }, config: (markdown) => resolveLinks(markdown) },
  themeConfig: {
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: "local" },
    nav: [
      { text: "Start", link: "/start" },
      { text: "Models", link: "/models" },
      { text: "API", link: "/api/", target: "_self" },
      ...(existsSync(join(root, "apps/demo/dist")) ? [{ text: "Demo", link: "/demo/", target: "_self" }] : []),
    ],
    ...(repository ? { socialLinks: [{ icon: "github", link: repository }] } : {}),
    footer: { message: "Apache-2.0" },
  },
});

/** Links are those that lead somewhere in the repository; on the site they lead to its pages. */
function resolveLinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push("addresses", ({ tokens, env }) => {
    const file = relative(root, env.realPath ?? env.path); // a page that is called otherwise on the site has both
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== "link_open") continue;
      const address = addressOf(token.attrGet("href") ?? "", file, repository);
      if (address === undefined) token.attrs = [];
      else token.attrSet("href", address);
    }
  });
}

/** Pages lie all over the repository, where there is no Vue: what renders them on the way finds the site's. */
function vueOfTheSite() {
  return {
    name: "vue-of-the-site",
    enforce: "pre" as const,
    resolveId: (id: string, _: unknown, { ssr }: { readonly ssr?: boolean }) =>
      ssr && /^vue(\/server-renderer)?$/.test(id) ? { id, external: true } : undefined,
  };
}
