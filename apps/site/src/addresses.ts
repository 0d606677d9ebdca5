import { existsSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** The repository: pages are written in its Markdown files. */
export const root = join(import.meta.dirname, "../../..");

/** Folders whose README is a page. */
const FAMILIES = ["packages", "apps"];

/** The page that a Markdown file of the repository is, or undefined. */
export function pageOf(file: string): string | undefined {
  const [folder, name, rest] = file.split("/");
  if (file === "bench/README.md") return "benchmarks.md";
  if (file === "CONTRIBUTING.md") return "contributing.md";
  if (FAMILIES.includes(folder!) && rest === "README.md") return `${folder}/${name}.md`;
  if (folder === "docs" && file.endsWith(".md")) return file.slice("docs/".length).replace(/README\.md$/, "index.md");
  return undefined;
}

/**
 * Where a link of a file leads on the site: to a page where its target is one, and else to the repository.
 *
 * @returns undefined for a link into a repository whose address is not known
 * @throws for a file that is not there
 */
export function addressOf(link: string, file: string, repository: string | undefined): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(link)) return link;
  const [path, fragment] = link.split("#") as [string, string?];
  const target = posix.normalize(posix.join(dirname(file), decodeURI(path))).replace(/\/$/, "");
  const place = join(root, target);
  if (!existsSync(place)) throw new Error(`${file} links to ${link}, which is not there.`);
  const isFolder = statSync(place).isDirectory();
  const page = pageOf(isFolder ? `${target}/README.md` : target);
  const anchor = fragment ? `#${fragment}` : "";
  if (page && existsSync(isFolder ? join(place, "README.md") : place)) return `/${page}${anchor}`;
  return repository && `${repository}/${isFolder ? "tree" : "blob"}/main/${target}${anchor}`;
}

/** What GitHub calls the place of a heading, so that one link does for both. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}
