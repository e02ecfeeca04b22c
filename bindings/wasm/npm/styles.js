// Styles as constructed sheets: a strict content-security policy allows them.

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

const UNDERLINES = `
::highlight(draftlint-info) { text-decoration: underline dotted 2px var(--draftlint-note, #2f6fb5); }
::highlight(draftlint-warning) { text-decoration: underline dashed 2px var(--draftlint-change, #b26a00); }
::highlight(draftlint-error) { text-decoration: underline wavy 2px var(--draftlint-stop, #c4302b); }
::highlight(draftlint-active) { background-color: color-mix(in srgb, var(--draftlint-change, #b26a00) 25%, transparent); }
`;

/** For the document that holds an editor of its own text. */
export const underlines = sheet(UNDERLINES);

export const element = sheet(`${UNDERLINES}
:host { display: block; position: relative; color-scheme: inherit; }
:host([hidden]) { display: none; }
.editor { position: relative; }
.mirror {
  position: absolute; z-index: 1; box-sizing: border-box; overflow: hidden; pointer-events: none; color: transparent;
  border-style: solid; border-color: transparent; background: none; white-space: pre-wrap; margin: 0;
}
.bar {
  display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: center; padding: .5rem .25rem;
  font: .875rem/1.4 var(--draftlint-font, system-ui, sans-serif);
}
.verdict { font-weight: 650; }
.verdict::before { content: ""; display: inline-block; width: .62em; height: .62em; margin-right: .45em; border-radius: 50%; background: currentColor; }
.pass { color: var(--draftlint-pass, #1d7a46); } .warn { color: var(--draftlint-change, #b26a00); }
.block { color: var(--draftlint-stop, #c4302b); }
.summary { flex: 1; min-width: 8rem; }
.count { font-variant-numeric: tabular-nums; }
.count.over { color: var(--draftlint-stop, #c4302b); font-weight: 650; }
button {
  font: inherit; color: inherit; cursor: pointer; min-height: 2rem; padding: .25rem .7rem; border-radius: .5rem;
  border: 1px solid color-mix(in srgb, currentColor 28%, transparent); background: transparent;
}
button:hover { background: color-mix(in srgb, currentColor 9%, transparent); }
button:focus-visible { outline: 2px solid var(--draftlint-focus, #2f6fb5); outline-offset: 2px; }
button:disabled { opacity: .5; cursor: default; }
[hidden] { display: none; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.popover {
  position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: min(25rem, calc(100vw - 1rem)); padding: 1rem;
  max-height: min(30rem, calc(100vh - 2rem)); overflow: auto; border-radius: .75rem;
  border: 1px solid color-mix(in srgb, CanvasText 18%, transparent); box-shadow: 0 .6rem 2rem rgb(0 0 0 / .22);
  background: var(--draftlint-surface, Canvas); color: var(--draftlint-text, CanvasText);
  font: .9375rem/1.45 var(--draftlint-font, system-ui, sans-serif);
}
.popover:focus { outline: none; }
.popover code { font-size: .9em; background: color-mix(in srgb, currentColor 9%, transparent); border-radius: .3em; padding: .05em .3em; white-space: pre-wrap; }
.popover h2 { font-size: 1rem; line-height: 1.3; margin: 0 2rem .35rem 0; overflow-wrap: anywhere; }
.popover p { margin: .35rem 0; overflow-wrap: anywhere; }
.popover .kind { font-size: .8125rem; margin: 0; }
.popover .kind b { font-weight: 650; }
.popover .why { color: var(--draftlint-muted, color-mix(in srgb, CanvasText 72%, Canvas)); }
.popover .close { position: absolute; top: .6rem; right: .6rem; border-color: transparent; min-width: 2rem; padding: 0; }
.fixes, .ways { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .75rem; }
.fixes button { background: var(--draftlint-accent, #1f5fa8); border-color: transparent; color: var(--draftlint-on-accent, #fff); font-weight: 600; text-align: start; overflow-wrap: anywhere; }
.fixes button:hover { filter: brightness(1.12); }
.ways { padding-top: .75rem; border-top: 1px solid color-mix(in srgb, CanvasText 12%, transparent); font-size: .8125rem; }
.walk { display: flex; align-items: center; gap: .4rem; margin-top: .6rem; font-size: .8125rem; }
.walk span { flex: 1; text-align: center; }
`);
