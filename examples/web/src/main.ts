import "./style.css";

import { Checker } from "draftlint/checker";
import { toToml, type DraftCheckEvents } from "draftlint/element";
import type { DraftlintError, Fault } from "draftlint";
import incidents from "virtual:incidents";

import { BrandForm } from "./brand.ts";
import { $, copy, h, say } from "./dom.ts";
import { SHOWN, showPreviews } from "./previews.ts";
import { showPrinciples } from "./principles.ts";
import { showIntro, showReport } from "./report.ts";
import { pack, unpack } from "./share.ts";
import { aroundOf, draftOf, read, write, type Around } from "./state.ts";

const state = read();
const check = $<HTMLElementTagNameMap["draft-check"]>("check");
const area = $<HTMLTextAreaElement>("text");
const networks = $<HTMLSelectElement>("network");
// Previews are linted apart from what is typed, which never waits for them.
const side = new Checker({ full: true });

const on = <K extends keyof DraftCheckEvents>(name: K, act: (event: DraftCheckEvents[K]) => void) =>
  check.addEventListener(name, act as unknown as EventListener);
const faultsOf = (error: Error): Fault[] => (error as DraftlintError).faults ?? [];

function layers() {
  const own = { name: "draftlint.toml", toml: toToml(state.config) };
  return state.around.incident ? [own, { name: "the house of the incident", toml: incidents.config }] : [own];
}

const brand = new BrandForm((config) => {
  state.config = config;
  write(state);
  configure();
});

function configure() {
  check.config = layers();
  side.configure([...layers(), { name: "kept", toml: check.toToml() }]).catch(() => {});
  $<HTMLTextAreaElement>("toml").value = brand.toml;
  showKept();
}

// ── The draft ────────────────────────────────────────────────────────────────────────────────────────────────────

const FIELDS = ["title", "scheduled_at", "account", "author", "approvals", "media"] as const;
const field = (name: string) => $<HTMLInputElement>(name);

function showAround() {
  const { around } = state;
  networks.value = around.network;
  for (const name of FIELDS) field(name).value = around[name] ?? "";
  $<HTMLInputElement>("unapproved").checked = around.approvals === "";
  const more = Object.keys(around.more ?? {});
  $("more").textContent = more.length > 0 ? `also told: ${more.join(", ").replaceAll("_", " ")}` : "";
  $("incident").hidden = !around.incident;
  if (around.incident) $("incident-name").textContent = around.incident.replaceAll("-", " ");
  check.setAttribute("network", around.network);
  check.draft = draftOf(around);
}

function readAround() {
  const { around } = state;
  around.network = networks.value;
  for (const name of FIELDS) {
    const value = field(name).value.trim();
    if (value) (around as unknown as Record<string, string>)[name] = value;
    else delete around[name];
  }
  if (!around.approvals && $<HTMLInputElement>("unapproved").checked) around.approvals = "";
  write(state);
  check.setAttribute("network", around.network);
  check.draft = draftOf(around);
}

function open(body: string, around: Around) {
  const house = state.around.incident !== around.incident;
  Object.assign(state, { body, around });
  area.value = body;
  write(state);
  showAround();
  check.newDraft();
  if (house) configure();
}

area.addEventListener("input", () => {
  state.body = area.value;
  write(state);
});
for (const name of [...FIELDS, "unapproved", "network"]) $(name).addEventListener("change", readAround);
$("approvals").addEventListener("input", () => ($<HTMLInputElement>("unapproved").checked = false));
for (const id of ["copy", "copy-small"]) $(id).addEventListener("click", () => void copy(area.value, "the post is on the clipboard"));
$("clear").addEventListener("click", () => {
  open("", { network: state.around.network });
  area.focus();
});

const TRIES = ["template-posted-raw", "income-promised", "paid-praise-as-a-friend", "weekday-and-date-disagree", "key-in-a-code-sample"];
const intro = () => showIntro(TRIES, (name) => openIncident(name, false));

let previewed = 0;
on("draftlint-report", async ({ detail: { report, text, draft } }) => {
  if (text.trim() === "") intro();
  else showReport(report, check);
  showPrinciples(report);
  const small = $("small-verdict");
  small.textContent = text.trim() === "" ? "paste a draft" : { pass: "ready to post", warn: "look again", block: "not yet" }[report.verdict];
  small.className = text.trim() === "" ? "" : report.verdict;
  showFieldFault("");
  clearTimeout(previewed);
  previewed = window.setTimeout(async () => {
    const previews = await side.preview(draft, SHOWN).catch(() => null);
    if (previews && text === check.text) {
      $("sides").hidden = text.trim() === "";
      showPreviews(previews, text, state.around.network, (network) => {
        networks.value = network;
        readAround();
      });
    }
  }, 120);
});
on("draftlint-edit", ({ detail: { edits } }) => {
  for (const edit of edits) {
    if (edit.field !== "title") continue;
    const title = field("title");
    title.setRangeText(edit.text, edit.start, edit.end, "end");
    readAround();
  }
});
on("draftlint-kept", () => configure());
on("draftlint-configured", () => brand.showFaults([]));
on("draftlint-fault", ({ detail: { error } }) => {
  const faults = faultsOf(error);
  if (faults.some((f) => f.path === "draft")) showFieldFault(faults[0]!.message);
  else if (faults.length > 0) brand.showFaults(faults);
  else say(error.message);
});

/** A value of a field around the draft that cannot be read, such as a time. */
function showFieldFault(message: string) {
  const name = FIELDS.find((name) => message.includes(`\`${name}\``));
  for (const other of FIELDS) field(other).toggleAttribute("aria-invalid", other === name);
  $("around-fault").textContent = message;
  if (message) $<HTMLDetailsElement>("around").open = true;
}

// ── The brand ────────────────────────────────────────────────────────────────────────────────────────────────────

function showKept() {
  const { allowed, off } = check.kept;
  const undo = (change: () => Partial<typeof check.kept>) => () => {
    check.kept = { ...check.kept, ...change() };
  };
  const items = [
    ...off.map((rule) => [`${rule} is off`, undo(() => ({ off: check.kept.off.filter((r) => r !== rule) }))] as const),
    ...allowed.map((one) => [`“${one.match}” is allowed (${one.rule})`, undo(() => ({ allowed: check.kept.allowed.filter((a) => a.rule !== one.rule || a.match !== one.match) }))] as const),
  ];
  $("kept").replaceChildren(...items.map(([text, act]) => h("li", {}, h("span", {}, text), h("button.plain", { type: "button", onclick: act }, "take back"))));
  $("kept-none").hidden = items.length > 0;
}

/** The form and what was decided in this browser, as one file. */
function whole(): string {
  return [brand.toml, check.toToml()].filter(Boolean).join("\n");
}

async function load(toml: string): Promise<boolean> {
  try {
    await side.configure([{ name: "draftlint.toml", toml }]);
    const read = (await side.layers()).find((layer) => layer.name === "draftlint.toml");
    brand.config = state.config = read?.config ?? {};
    write(state);
    configure();
    $("toml-fault").textContent = "";
    return true;
  } catch (error) {
    const faults = faultsOf(error as Error);
    $("toml-fault").textContent = faults.map((f) => `line ${f.line}: ${f.message}${f.help ? `. ${f.help}` : ""}`).join("\n") || String(error);
    return false;
  }
}

$("toml-use").addEventListener("click", async () => {
  if (await load($<HTMLTextAreaElement>("toml").value)) say("the brand is set");
});
$("toml-file").addEventListener("change", async (event) => {
  const file = (event.target as HTMLInputElement).files?.[0];
  if (!file) return;
  const text = await file.text();
  if (await load(text)) say(`${file.name} was read`);
  else $<HTMLTextAreaElement>("toml").value = text;
});
$("toml-save").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([whole()], { type: "application/toml" }));
  h("a", { href: address, download: "draftlint.toml" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});
$("share").addEventListener("click", async () => {
  const address = new URL(location.href);
  address.hash = `config=${await pack(whole())}`;
  await copy(address.href, "the link is on the clipboard: it holds the brand, not the draft");
});

async function shared() {
  const packed = /^#config=(.+)$/.exec(location.hash)?.[1];
  if (!packed) return;
  history.replaceState(null, "", location.pathname + location.search);
  const toml = await unpack(packed).catch(() => null);
  if (toml === null) return say("the link is damaged: its brand cannot be read");
  $("shared").hidden = false;
  $("shared-use").onclick = async () => {
    $("shared").hidden = true;
    if (await load(toml)) say("the brand of the link is set");
    else $<HTMLDialogElement>("brand").showModal();
  };
  $("shared-no").onclick = () => ($("shared").hidden = true);
}

// ── The gallery, dialogs, the theme ─────────────────────────────────────────────────────────────────────────────

function openIncident(name: string, mended: boolean) {
  const incident = incidents.list.find((one) => one.name === name);
  if (!incident) return;
  const { body, ...draft } = mended ? incident.mended : incident.draft;
  open(body, { ...aroundOf({ body, ...draft }), incident: name });
  $("incident-swap").textContent = mended ? "show what went out" : "show what should have gone out";
  $("incident-swap").dataset.mended = String(mended);
}

$("incidents").append(
  ...incidents.list.map(({ name, rule, draft }) =>
    h("li", {}, h("button", {
      type: "button", "data-incident": name,
      onclick: () => {
        $<HTMLDialogElement>("gallery").close();
        openIncident(name, false);
        area.focus({ preventScroll: true });
        scrollTo({ top: 0 });
      },
    }, h("b", {}, name.replaceAll("-", " ")), h("span", {}, draft.body.slice(0, 90)), h("code", {}, rule)))),
);
$("incident-swap").addEventListener("click", (event) => {
  openIncident(state.around.incident!, (event.currentTarget as HTMLElement).dataset.mended !== "true");
});
$("incident-close").addEventListener("click", () => $("clear").click());
for (const [button, dialog] of [["brand-button", "brand"], ["gallery-button", "gallery"]] as const) {
  $(button).addEventListener("click", () => $<HTMLDialogElement>(dialog).showModal());
  $(dialog).addEventListener("click", (event) => {
    if (event.target === event.currentTarget) $<HTMLDialogElement>(dialog).close();
  });
}
document.querySelectorAll<HTMLElement>("dialog .close").forEach((button) => button.addEventListener("click", () => button.closest("dialog")!.close()));

const THEMES = { auto: "light", light: "dark", dark: "auto" } as const;
function showTheme() {
  document.documentElement.dataset.theme = state.theme;
  $("theme").textContent = { auto: "◐", light: "☀", dark: "☾" }[state.theme];
  $("theme").setAttribute("aria-label", `theme: ${state.theme}`);
}
$("theme").addEventListener("click", () => {
  state.theme = THEMES[state.theme];
  write(state);
  showTheme();
});

showTheme();
intro();
showPrinciples({ findings: [], strengths: [] });
area.value = state.body;
brand.config = state.config;
configure();
showAround();
check.refresh();
void shared();
// The network's names come from the library.
const known = await side.networks();
networks.replaceChildren(...known.toSorted((a, b) => a.name.localeCompare(b.name)).map((n) => h("option", { value: n.id }, n.name)));
networks.value = state.around.network;
document.documentElement.dataset.ready = "true";
