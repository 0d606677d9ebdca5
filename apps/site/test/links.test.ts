import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addressOf, anchorOf, pageOf } from "../src/addresses.js";
import { faultsOfLinks } from "../src/faults-of-links.mjs";

describe("addresses", () => {
  const repository = "https://github.com/owner/name";

  test.each([
    ["packages/vae/README.md", "packages/vae.md"],
    ["docs/README.md", "index.md"],
    ["docs/decisions/README.md", "decisions/index.md"],
    ["bench/README.md", "benchmarks.md"],
    ["packages/vae/CHANGELOG.md", undefined],
  ])("%s is %s", (file, page) => {
    expect(pageOf(file)).toBe(page);
  });

  test.each([
    ["start.md", "docs/README.md", "/start.md"],
    ["../packages/vae/README.md#models", "docs/README.md", "/packages/vae.md#models"],
    ["../../docs/decisions/README.md", "packages/vae/README.md", "/decisions/index.md"],
    ["../examples", "docs/README.md", `${repository}/tree/main/examples`],
    ["../LICENSE", "docs/README.md", `${repository}/blob/main/LICENSE`],
    ["#models", "docs/README.md", "#models"],
    ["https://example.org/a.md", "docs/README.md", "https://example.org/a.md"],
  ])("%s of %s leads to %s", (link, file, address) => {
    expect(addressOf(link, file, repository)).toBe(address);
  });

  test("a link into a repository that is not known leads nowhere", () => {
    expect(addressOf("../LICENSE", "docs/README.md", undefined)).toBeUndefined();
  });

  test("a file that is not there is named", () => {
    expect(() => addressOf("nothing.md", "docs/README.md", undefined)).toThrowErrorMatchingInlineSnapshot(
      `[Error: docs/README.md links to nothing.md, which is not there.]`,
    );
  });
});

test.each([
  ["Does --auto mend it?", "does---auto-mend-it"],
  ["genlab train, and what then", "genlab-train-and-what-then"],
  ["Über z_t und λ", "über-z_t-und-λ"],
])("GitHub calls the place of the heading %s #%s", (heading, anchor) => {
  expect(anchorOf(heading)).toBe(anchor);
});

test("links, anchors and pictures of built pages that lead nowhere are named", () => {
  const folder = mkdtempSync(join(tmpdir(), "links-"));
  mkdirSync(join(folder, "api"));
  writeFileSync(join(folder, "b.html"), '<h1 id="there"></h1>');
  writeFileSync(join(folder, "api/index.html"), '<a href="nothing.html">');
  writeFileSync(
    join(folder, "index.html"),
    '<a href="/site/b.html#there"><a href="b.html#gone"><a href="/site/c.html"><a href="/b.html"><img src="d.png"><a href="/site/api/#x"><a href="https://e.org">',
  );
  expect(faultsOfLinks(folder, { base: "/site/", except: ["api/"] })).toEqual([
    "index.html: b.html#gone has no such place.",
    "index.html: /site/c.html leads nowhere.",
    "index.html: /b.html leads nowhere.",
    "index.html: d.png leads nowhere.",
  ]);
});
