// The page as its users meet it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createRequire } from "node:module";

import { noBrowser, pages, reached, reads } from "./browser.mjs";

const open = pages();
const options = { skip: noBrowser };
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TEMPLATE = "Hi {{first_name}}, big news!\n\nWe mended the kiln. Come and see it on Saturday.";

async function ready(page) {
  await page.locator("html[data-ready]").waitFor();
}

/** Writes a draft at once, as pasting does. */
async function paste(page, text) {
  await page.locator("#text").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

const verdict = (page, word) => page.locator(`#verdict.${word}`).waitFor();
const body = (page) => page.locator("#text").inputValue();

/** The texts that are underlined, by severity. */
const underlined = (page, severity) =>
  page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()), `draftlint-${severity}`);

async function end(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test("a newcomer pastes, mends the top problem and copies: two clicks, nothing configured", options, async () => {
  const page = await open();
  await ready(page);
  let clicks = 0;
  const click = async (locator) => {
    clicks++;
    await locator.click();
  };
  // The editor has the focus already.
  await page.keyboard.insertText("Doors open at nine.\u200b Bring a jar, we fill it.");
  const top = page.locator(".finding").first();
  await reads(top.locator(".first"), "start here");
  await click(top.locator(".fix").first());
  await verdict(page, "pass");
  await reached(() => body(page), "Doors open at nine. Bring a jar, we fill it.");
  await click(page.locator("#copy"));
  await page.locator("#toast.shown").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await body(page));
  assert.ok(clicks <= 4);
  await end(page);
});

test("what cannot be mended by a click is ignored by one, and stays in the report", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, TEMPLATE);
  await verdict(page, "block");
  const top = page.locator(".finding").first();
  assert.equal(await top.getAttribute("data-rule"), "residue/merge-tag");
  await top.getByRole("button", { name: "ignore here" }).click();
  await page.locator("#verdict:not(.block)").waitFor();
  await reads(page.locator("details.accepted summary"), /1 accepted/);
  // What was ignored is forgotten with the draft.
  await page.locator("#clear").click();
  await paste(page, TEMPLATE);
  await verdict(page, "block");
  await end(page);
});

test("underlines stand at the right characters behind emoji, and move while one types before them", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, `👩‍👧‍👦🎉 ${TEMPLATE}`);
  await verdict(page, "block");
  await reached(() => underlined(page, "error"), ["{{first_name}}"]);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText("🚲🚲 ");
  await reached(() => underlined(page, "error"), ["{{first_name}}"]);
  await end(page);
});

test("the browser's undo takes a fix back", options, async () => {
  const page = await open();
  await ready(page);
  const text = "Doors open at nine.\u200b Bring a jar, we fill it.";
  await paste(page, text);
  await page.locator(".finding .fix").first().click();
  await page.waitForFunction(() => !document.querySelector("#text").value.includes("\u200b"));
  await page.locator("#text").focus();
  await page.keyboard.press("ControlOrMeta+z");
  await reached(() => body(page), text);
  await page.locator(".finding .fix").first().waitFor();
  await end(page);
});

test("what is done well is shown, and counts for its principles", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "Thanks to Mira Okafor for fixing the broken search on a Sunday.");
  await verdict(page, "pass");
  await reads(page.locator(".strengths"), /done well.*Mira Okafor/s);
  const told = page.locator("#principles li.told");
  assert.ok((await told.count()) > 0);
  await reads(told.first().locator(".quiet"), /1 done well/);
  // Checks that nobody could make stand on one line, folded.
  await reads(page.locator("details.skipped summary"), /checks not run: they need/);
  assert.equal(await page.locator("details.skipped").evaluate((d) => d.open), false);
  await end(page);
});

test("another network counts otherwise, and its fold is shown", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "We mended the kiln in March, and here is what we learned. ".repeat(7));
  await verdict(page, "block");
  const count = page.locator("draft-check .count");
  await reads(count, /of 280/);
  await page.locator("#previews .preview").nth(4).waitFor();
  const linkedin = page.locator(".preview", { hasText: "LinkedIn" });
  assert.equal(await linkedin.locator(".under").count(), 1);
  assert.ok((await page.locator(".preview", { hasText: "Bluesky" }).locator("del").textContent()).length > 50);
  await page.locator("#network").selectOption("linkedin");
  await page.waitForFunction(() => / of 3000/.test(document.querySelector("draft-check").shadowRoot.querySelector(".count").textContent));
  await page.locator("#verdict:not(.block)").waitFor();
  await end(page);
});

test("the brand's form shows a fault at its field, and a word of it is found in the draft", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "Our cheap mugs are back on the shelf, in blue and in green.");
  await page.locator("#brand-button").click();
  await page.locator("#hours").fill("eight to late");
  await page.locator("#hours[aria-invalid]").waitFor();
  assert.ok((await page.locator("#hours-fault").textContent()).length > 10);
  await page.locator("#hours").fill("08:00-19:00");
  await page.locator("#hours:not([aria-invalid])").waitFor();
  await reads(page.locator("#hours-fault"), "");
  await page.locator("#add-term").click();
  await page.keyboard.type("mug(s)");
  await page.locator(".term [name=match][aria-invalid]").waitFor();
  await reads(page.locator(".term .fault"), /\(mug\|mugs\)/);
  await page.locator(".term [name=match]").fill("cheap");
  await page.locator(".term [name=replace]").fill("low-cost");
  await page.locator("#brand .close").click();
  await page.locator('.finding[data-rule="brand/terms"] .fix').first().click();
  await page.waitForFunction(() => document.querySelector("#text").value.includes("low-cost mugs"));
  // The same as a file.
  await page.locator("#brand-button").click();
  await page.locator(".toml summary").click();
  const toml = await page.locator("#toml").inputValue();
  assert.match(toml, /\[\[brand\.terms\]\]\nmatch = "cheap"/);
  await page.locator("#toml").fill('[brand]\nnames = ["Quay Café"]\nhandels = ["@quay"]\n');
  await page.locator("#toml-use").click();
  await reads(page.locator("#toml-fault"), /^line 3: .*handels/);
  await page.locator("#toml").fill('[brand]\nname = "Quay Café"\nhandles = ["@quay"]\n');
  await page.locator("#toml-use").click();
  await page.waitForFunction(() => document.querySelector("#names").value === "Quay Café");
  await end(page);
});

test("turned off for the brand, kept over a reload, exported, and taken back", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "Tag a friend who always burns the toast");
  const finding = page.locator('.finding[data-rule="bait/tag"]');
  await finding.getByRole("button", { name: "turn off" }).click();
  await finding.waitFor({ state: "detached" });
  await page.reload();
  await ready(page);
  await reached(() => body(page), "Tag a friend who always burns the toast");
  await page.locator("#verdict:not(.idle)").waitFor();
  assert.equal(await finding.count(), 0);
  await page.locator("#brand-button").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#toml-save").click()]);
  assert.match(readFileSync(await download.path(), "utf8"), /\[rules\]\n"bait\/tag" = "off"/);
  await page.locator("#kept button").click();
  await page.locator("#brand .close").click();
  await finding.waitFor();
  await end(page);
});

test("a link carries the brand in its fragment", options, async () => {
  const page = await open();
  await ready(page);
  await page.locator("#brand-button").click();
  await page.locator("#competitors").fill("Mugworld");
  await page.locator("#share").click();
  await page.locator("#toast.shown").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#config=[\w-]+$/);
  const other = await open(link.slice(page.base.length));
  await ready(other);
  await other.locator("#shared-use").click();
  await other.waitForFunction(() => document.querySelector("#competitors").value === "Mugworld");
  assert.ok(!other.url().includes("#config"));
  await end(other);
  await end(page);
});

test("each of the thirty incidents opens with one click, and is stopped", options, async () => {
  const page = await open();
  await ready(page);
  await page.locator("#gallery-button").click();
  const buttons = page.locator("#incidents button");
  assert.equal(await buttons.count(), 30);
  const names = await buttons.evaluateAll((all) => all.map((b) => [b.dataset.incident, b.querySelector("code").textContent]));
  for (const [name, rule] of names) {
    if (!(await page.locator("#gallery").evaluate((d) => d.open))) await page.locator("#gallery-button").click();
    await page.locator(`#incidents [data-incident="${name}"]`).click();
    await page.locator(`.errors .finding[data-rule="${rule}"]`).first().waitFor().catch(() => assert.fail(`${name}: no ${rule}`));
  }
  await page.locator("#incident-swap").click();
  await page.locator("#verdict:not(.block)").waitFor();
  await end(page);
});

test("what is told around the draft is checked; a value that cannot be read is told at its field", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "We have lowered the price of the small plan from 12 to 9 pounds a month, for everybody, from today.");
  await page.locator("#around summary").click();
  await page.locator("#unapproved").check();
  await page.locator('.finding[data-rule="workflow/unapproved"]').waitFor();
  await page.locator("#scheduled_at").fill("soon");
  await page.locator("#scheduled_at").blur();
  await page.locator("#scheduled_at[aria-invalid]").waitFor();
  await reads(page.locator("#around-fault"), /scheduled_at/);
  await page.locator("#scheduled_at").fill("2099-05-04T10:00Z");
  await page.locator("#scheduled_at").blur();
  await page.waitForFunction(() => document.querySelector("#around-fault").textContent === "");
  await end(page);
});

test("script tags in a draft are text, wherever it is shown", options, async () => {
  const page = await open();
  await ready(page);
  const text = '<script>globalThis.hit = 1</script> <img src=x onerror="globalThis.hit = 2"> <b>Hi</b> {{first_name}}, tag a friend who always burns the toast';
  await paste(page, text);
  await page.locator("#previews .preview").first().waitFor();
  await reads(page.locator("#previews .post").first(), text);
  await page.keyboard.press("F8");
  await page.locator("draft-check .popover").waitFor();
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  assert.equal(await page.locator("main img, main script, main .post b, main .finding b, main .finding i").count(), 0);
  await end(page);
});

test("no request after the page has loaded, and no network is needed", options, async () => {
  const page = await open();
  await ready(page);
  await paste(page, "One lint, so that the worker has come.");
  await page.locator("#previews .preview").first().waitFor();
  const requests = [];
  page.context().on("request", (request) => requests.push(request.url()));
  await page.context().setOffline(true);
  await paste(page, TEMPLATE);
  await verdict(page, "block");
  await page.locator("#network").selectOption("mastodon");
  await page.locator("#gallery-button").click();
  await page.locator("#incidents button").first().click();
  await page.locator("#brand-button").click();
  await page.locator("#names").fill("Quay Café");
  await page.locator("#brand .close").click();
  await page.locator("#clear").click();
  await paste(page, "Doors open at nine. Bring a jar, we fill it.");
  await verdict(page, "pass");
  await page.waitForTimeout(300);
  assert.deepEqual(requests, []);
  await end(page);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing serious: ${colorScheme}, ${width} px`, options, async () => {
      const page = await open("/", { colorScheme, viewport: { width, height: 900 } });
      await ready(page);
      await paste(page, `${TEMPLATE}\n\nTag a friend who always burns the toast. ${"We mended the kiln. ".repeat(15)}`);
      await verdict(page, "block");
      await page.locator("#previews .preview").first().waitFor();
      const serious = async (what) => {
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const found = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
        assert.deepEqual(found.map((v) => [what, v.id, v.nodes.map((n) => n.target.join(" ")).slice(0, 4)]), []);
      };
      await serious("page");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is not wider than the screen");
      await page.locator("#text").focus();
      await page.keyboard.press("F8");
      await page.locator("draft-check .popover").waitFor();
      await serious("popover");
      await page.keyboard.press("Escape");
      await page.locator("#brand-button").click();
      await page.locator("#add-term").click();
      await serious("brand");
      await page.locator("#brand .close").click();
      await page.locator("#gallery-button").click();
      await serious("gallery");
      await page.context().close();
    });
  }
}
