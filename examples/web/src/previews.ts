// One draft as it will look on five networks, with what lies under each fold.

import type { Preview } from "draftlint";

import { $, h, plural } from "./dom.ts";

export const SHOWN = ["x", "linkedin", "instagram", "bluesky", "mastodon"];

const WORDS = { pass: "fine", warn: "look again", block: "stops" };

function text(body: string, preview: Preview): (HTMLElement | string)[] {
  const end = body.length;
  const beyond = preview.beyond ?? end;
  const fold = Math.min(preview.fold ?? end, beyond);
  const hidden = body.slice(fold, beyond);
  return [
    body.slice(0, fold),
    hidden && h("span.fold", {}, "… more"),
    hidden && h("span.under", {}, hidden),
    beyond < end && h("span.fold.cut", {}, `${preview.length ? preview.length.count - preview.length.limit : ""} too many`),
    beyond < end && h("del", {}, body.slice(beyond)),
  ].filter((part): part is HTMLElement | string => Boolean(part));
}

export function showPreviews(previews: Preview[], body: string, current: string, choose: (network: string) => void) {
  const cards = previews.map((p) => {
    const counts = [p.errors && `${p.errors} to mend`, p.warnings && `${p.warnings} to change`, p.notes && plural(p.notes, "note")];
    return h(
      `article.preview.${p.verdict}`, { "aria-label": p.name },
      h(
        "header", {},
        h("button.name", { type: "button", "aria-pressed": String(p.network === current), onclick: () => choose(p.network) }, p.name),
        h(`span.state.${p.verdict}`, {}, WORDS[p.verdict]),
      ),
      h("div.post", { tabindex: "0", role: "group", "aria-label": `the post on ${p.name}` }, ...text(body, p)),
      h(
        "footer", {},
        h("span", {}, counts.filter(Boolean).join(" · ") || "nothing found"),
        p.length && h(`span.length${p.length.count > p.length.limit ? ".over" : ""}`, {}, `${p.length.count} of ${p.length.limit}`),
      ),
    );
  });
  $("previews").replaceChildren(...cards);
}
