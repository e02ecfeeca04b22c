// `<draft-check>` on a page of somebody else: around a textarea, a plain editable element, and editors from npm.

import assert from "node:assert/strict";
import { test } from "node:test";

import { noBrowser, pages, reached, reads } from "./browser.mjs";

const open = pages();
const options = { skip: noBrowser };
const FAULTY = "Doors open at nine.\u200b Bring a jar, {{first_name}}.";
const MENDED = "Doors open at nine. Bring a jar, {{first_name}}.";

const underlined = (page, severity) =>
  page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()), `draftlint-${severity}`);

const waitForUnderline = (page, text) =>
  page.waitForFunction((text) => [...(CSS.highlights.get("draftlint-error") ?? [])].some((r) => r.toString() === text), text);

async function end(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

/** Goes through the findings until one has a fix, and applies it. */
async function fix(page, check) {
  const popover = page.locator(`${check} .popover`);
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("F8");
    await popover.waitFor();
    if ((await popover.locator(".fixes button").count()) > 0) break;
  }
  await popover.locator(".fixes button").first().click();
  await popover.waitFor({ state: "hidden" });
}

test("a textarea: keyboard alone walks, mends and undoes", options, async () => {
  const page = await open("/tests/fixtures/textarea.html");
  const area = page.locator("textarea");
  await area.focus();
  await page.keyboard.insertText(FAULTY);
  await waitForUnderline(page, "{{first_name}}");
  // The mirror lies where the text is.
  const box = await page.evaluate(() => {
    const [range] = [...CSS.highlights.get("draftlint-error")].filter((r) => r.toString() === "{{first_name}}");
    const area = document.querySelector("textarea").getBoundingClientRect();
    const at = range.getBoundingClientRect();
    return { inside: at.left >= area.left && at.right <= area.right && at.top >= area.top && at.bottom <= area.bottom, width: at.width };
  });
  assert.ok(box.inside && box.width > 60, JSON.stringify(box));
  await fix(page, "draft-check:has(textarea)");
  await reached(() => area.inputValue(), MENDED);
  assert.equal(await page.evaluate(() => document.activeElement.localName), "textarea");
  await page.keyboard.press("ControlOrMeta+z");
  await reached(() => area.inputValue(), FAULTY);
  await waitForUnderline(page, "{{first_name}}");
  await page.keyboard.press("F8");
  await page.locator("draft-check .popover").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("draft-check .popover").first().waitFor({ state: "hidden" });
  await reads(page.locator("draft-check [role=status]").first(), /stop.*F8/);
  await end(page);
});

test("a click on an underlined word explains it; a click beside it closes that", options, async () => {
  const page = await open("/tests/fixtures/textarea.html");
  await page.locator("textarea").focus();
  await page.keyboard.insertText("A plain first line that says little.\nBring a jar, {{first_name}}.");
  await waitForUnderline(page, "{{first_name}}");
  const place = await page.evaluate(() => {
    const [range] = CSS.highlights.get("draftlint-error");
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
  await page.mouse.click(place.x, place.y);
  const popover = page.locator("draft-check .popover").first();
  await popover.waitFor();
  await reads(popover.locator("h2"), /template/);
  await popover.getByRole("button", { name: "ignore here" }).click();
  await page.waitForFunction(() => (CSS.highlights.get("draftlint-error")?.size ?? 0) === 0);
  await end(page);
});

test("at 10,000 characters there is never more than one lint in flight, and the last text is the one shown", options, async () => {
  const page = await open("/tests/fixtures/textarea.html", {}, () => {
    const flight = (globalThis.flight = { most: 0, sent: 0 });
    globalThis.Worker = class extends Worker {
      flying = 0;
      constructor(...all) {
        super(...all);
        // Before the listener of the one who sends the next.
        this.addEventListener("message", () => this.flying--);
      }
      postMessage(message) {
        flight.most = Math.max(flight.most, ++this.flying);
        if (message.call === "lint") flight.sent++;
        super.postMessage(message);
      }
    };
  });
  await page.locator("textarea").focus();
  await page.keyboard.insertText("We mended the kiln, and the mugs came out blue. ".repeat(209));
  await page.keyboard.type("Bring a jar, {{first_name}} and sixty more keys, one after the other.", { delay: 0 });
  await waitForUnderline(page, "{{first_name}}");
  const flight = await page.evaluate(() => globalThis.flight);
  assert.equal(flight.most, 1);
  assert.ok(flight.sent >= 2);
  await end(page);
});

test("a plain editable element: underlined, mended, undone", options, async () => {
  const page = await open("/tests/fixtures/textarea.html");
  const editor = page.locator("#plain [contenteditable]");
  await editor.focus();
  await page.keyboard.insertText(FAULTY);
  await waitForUnderline(page, "{{first_name}}");
  assert.equal(await editor.evaluate((e) => e.querySelectorAll("*").length), 0);
  await fix(page, "#plain");
  await page.waitForFunction((text) => document.querySelector("#plain [contenteditable]").textContent === text, MENDED);
  await page.keyboard.press("ControlOrMeta+z");
  await page.waitForFunction((text) => document.querySelector("#plain [contenteditable]").textContent === text, FAULTY);
  await end(page);
});

const EDITORS = {
  prosemirror: {
    text: () => globalThis.view.state.doc.textBetween(0, globalThis.view.state.doc.content.size, "\n\n"),
    rerender: () => globalThis.view.updateState(globalThis.view.state.reconfigure({ plugins: [...globalThis.view.state.plugins] })),
  },
  lexical: {
    text: () => globalThis.lexical.getEditorState().read(() => globalThis.lexical.getRootElement().innerText.trimEnd()),
    rerender: () => {
      const root = globalThis.lexical.getRootElement();
      globalThis.lexical.setRootElement(null);
      globalThis.lexical.setRootElement(root);
    },
  },
};

for (const [name, { text, rerender }] of Object.entries(EDITORS)) {
  test(`${name}: a fix is the editor's own change, survives its rendering and its undo`, options, async () => {
    const page = await open("/tests/fixtures/editors.html");
    const editor = page.locator(`#${name} [contenteditable]`);
    await editor.click();
    await page.keyboard.insertText("🎉 A first line.");
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(FAULTY);
    await waitForUnderline(page, "{{first_name}}");
    await fix(page, `#${name}`);
    const wanted = `🎉 A first line.\n\n${MENDED}`;
    const model = async () => (await page.evaluate(text)).replace(/\n{2,}/g, "\n\n");
    await reached(model, wanted);
    await page.evaluate(rerender);
    await reached(model, wanted);
    assert.ok((await editor.evaluate((e) => e.textContent)).includes(MENDED));
    await waitForUnderline(page, "{{first_name}}");
    await editor.focus();
    await page.keyboard.press("ControlOrMeta+z");
    await reached(model, `🎉 A first line.\n\n${FAULTY}`);
    await waitForUnderline(page, "{{first_name}}");
    await end(page);
  });
}

test("CodeMirror shows the same findings, and its action mends", options, async () => {
  const page = await open("/tests/fixtures/editors.html");
  await page.locator("#codemirror .cm-content").click();
  await page.keyboard.insertText(`🎉 ${FAULTY}`);
  await page.waitForFunction(() => globalThis.report?.findings.length >= 2);
  const marked = page.locator("#codemirror .cm-lintRange-error", { hasText: "{{first_name}}" });
  await marked.waitFor();
  await reads(marked, "{{first_name}}");
  await marked.hover();
  await reads(page.locator(".cm-tooltip-lint"), /was not filled in/);
  const mend = () =>
    page.evaluate(() => {
      globalThis.forEachDiagnostic(globalThis.code.state, (d, from, to) => globalThis.mend ??= d.actions?.[0] && [d.actions[0], from, to]);
      const [action, from, to] = globalThis.mend;
      action.apply(globalThis.code, from, to);
    });
  await mend();
  assert.equal(await page.evaluate(() => globalThis.code.state.doc.toString()), `🎉 ${MENDED}`);
  await end(page);
});
