// Opens the site in Chromium from its folder, without a network: asks its search, and looks at pages at several widths.
// Run: node site_look.mjs REQUEST.json, where the request is {site, playwright, chromium, queries, pages, pictures,
// segmentation};
// "pictures" is a folder for screenshots, or null.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const request = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { chromium } = createRequire(join(request.playwright, "package.json"))("playwright-core");
const address = (page) => pathToFileURL(join(request.site, page.split("#")[0])).href;
const browser = await chromium.launch({ executablePath: request.chromium, args: ["--no-sandbox"] });
const complaints = [];
const watched = async (width, scheme) => {
  // The theme remembers its colours, so that each look has a browser of its own.
  const viewport = { width, height: 900 };
  const page = await browser.newPage({ viewport, colorScheme: scheme });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (problem) => complaints.push(String(problem)));
  page.on("request", (asked) => /^https?:/.test(asked.url()) && complaints.push(asked.url()));
  return page;
};

const found = {};
const page = await watched(1280, "light");
for (const query of request.queries) {
  await page.goto(address("index.html"));
  await page.click(".md-search__input");
  await page.fill(".md-search__input", query.slice(0, -1));
  await page.locator(".md-search__input").pressSequentially(query.slice(-1)); // the search listens to keys
  await page.waitForSelector(".md-search-result__item a", { timeout: 20000 }).catch(() => {});
  await page.waitForTimeout(400);
  // What a reader sees without opening the folded results of a page, from top to bottom.
  found[query] = await page.$$eval(".md-search-result__list a.md-search-result__link", (links) =>
    links
      .filter((link) => link.offsetParent !== null)
      .slice(0, 6)
      .map((link) => [link.getAttribute("href"), link.querySelector("h1,h2")?.innerText ?? ""]),
  );
}
if (request.pictures) await page.screenshot({ path: join(request.pictures, "search.png") });

// The viewer of the second implementation, opened from the folder as well, if it could be bundled.
let viewer = null;
if (existsSync(join(request.site, "viewer/dist/viewer.js"))) {
  await page.goto(address("viewer/viewer.html"));
  await page.setInputFiles("#file", request.segmentation);
  await page.waitForFunction(() => ["ready", "refused"].includes(document.body.dataset.state));
  viewer = await page.evaluate(() => document.body.dataset.state);
}

const wide = {};
for (const scheme of ["light", "dark"]) {
  for (const width of [390, 800, 1440]) {
    const view = await watched(width, scheme);
    for (const name of request.pages) {
      await view.goto(address(name));
      const over = await view.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) wide[`${name} at ${width}`] = over;
      if (request.pictures) {
        const file = `${name.replaceAll("/", "_")}-${width}-${scheme}.png`;
        await view.screenshot({ path: join(request.pictures, file) });
      }
    }
    await view.close();
  }
}
await browser.close();
console.log(JSON.stringify({ found, wide, viewer, complaints }));
