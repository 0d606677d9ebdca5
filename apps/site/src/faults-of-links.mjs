import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Links, anchors and pictures of the pages in a folder that lead nowhere. Pages in folders of `except` are looked at by whatever wrote them. */
export function faultsOfLinks(folder, { base = "/", except }) {
  const isAnothers = (page) => except.some((start) => page.startsWith(start));
  const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html") && !isAnothers(name));
  const anchors = new Map();
  const anchorsOf = (page) => {
    if (!anchors.has(page)) {
      const html = readFileSync(join(folder, page), "utf8");
      anchors.set(page, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)));
    }
    return anchors.get(page);
  };
  return pages.flatMap((page) => {
    const html = readFileSync(join(folder, page), "utf8");
    const links = new Set([...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link]) => plain(link)));
    return [...links].flatMap((link) => {
      if (/^([a-z]+:|\/\/)/.test(link)) return [];
      const [path, fragment] = link.split("#");
      const target = path === "" ? page : targetOf(path, page);
      if (target === undefined) return [`${page}: ${link} leads nowhere.`];
      if (!fragment || !target.endsWith(".html") || isAnothers(target)) return [];
      return anchorsOf(target).has(decodeURIComponent(fragment)) ? [] : [`${page}: ${link} has no such place.`];
    });
  });

  function targetOf(path, page) {
    if (path.startsWith("/") && !path.startsWith(base)) return undefined;
    const name = path.replace(/\?.*$/, "");
    const from = name.startsWith("/") ? name.slice(base.length) : join(dirname(page), name);
    const file = from === "" || from === "." || from.endsWith("/") ? join(from, "index.html") : from;
    const place = join(folder, decodeURI(file));
    return existsSync(place) && statSync(place).isFile() ? file : undefined;
  }
}

function plain(text) {
  return text.replaceAll("&amp;", "&").replaceAll("&quot;", '"');
}
