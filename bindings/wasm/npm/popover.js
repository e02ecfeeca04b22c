import { h, prose } from "./dom.js";

const KINDS = { error: ["block", "stops the post"], warning: ["warn", "worth changing"], info: ["note", "note"] };

/** One finding, with what can be done about it. It is no modal: the editor stays in reach. */
export class Popover {
  /** `acts` are `fix(finding, fix)`, `ignore`, `allow`, `turnOff`, `walk(step)`, `closed`. */
  constructor(root, acts) {
    this.acts = acts;
    this.box = h("div.popover", {
      popover: "manual", role: "dialog", "aria-labelledby": "title", tabindex: "-1", part: "popover",
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        this.close(true);
      },
    });
    root.append(this.box);
  }

  get open() {
    return this.box.matches(":popover-open");
  }

  /** Shows a finding beside a rectangle; `text` is what it is about. */
  show({ finding, text, number, of }, anchor, focus) {
    const [kind, said] = KINDS[finding.severity];
    const act = (name, ...args) => ({ onclick: () => this.acts[name](finding, ...args) });
    const fixes = finding.fixes.map((fix) => h("button", { type: "button", ...act("fix", fix) }, fix.title));
    const parts = [
      h("button.close", { type: "button", "aria-label": "close", onclick: () => this.close(true) }, "×"),
      h(`p.kind.${kind}`, {}, h("b", {}, said)),
      h("h2", { id: "title" }, finding.title),
      h("p", {}, prose(finding.message)),
      h("p.why", {}, prose(finding.why)),
      finding.help ? h("p", {}, prose(finding.help)) : null,
      fixes.length > 0 ? h("div.fixes", {}, fixes) : null,
      h(
        "div.ways", {},
        h("button", { type: "button", ...act("ignore") }, "ignore here"),
        text ? h("button", { type: "button", ...act("allow") }, "always allow this phrase") : null,
        h("button", { type: "button", ...act("turnOff") }, "turn off for this brand"),
      ),
      of > 1
        ? h(
            "div.walk", {},
            h("button", { type: "button", "aria-label": "previous finding", onclick: () => this.acts.walk(-1) }, "‹"),
            h("span", {}, `${number} of ${of}`),
            h("button", { type: "button", "aria-label": "next finding", onclick: () => this.acts.walk(1) }, "›"),
          )
        : null,
    ];
    this.box.replaceChildren(...parts.filter(Boolean));
    if (!this.open) this.box.showPopover();
    this.place(anchor);
    this.box.scrollTop = 0;
    if (focus) (this.box.querySelector(".fixes button") ?? this.box).focus();
  }

  place(anchor) {
    const box = this.box.getBoundingClientRect();
    const left = Math.max(8, Math.min(anchor.left, innerWidth - box.width - 8));
    const below = anchor.bottom + 8;
    const above = anchor.top - box.height - 8;
    const top = below + box.height <= innerHeight || above < 8 ? below : above;
    this.box.style.left = `${left}px`;
    this.box.style.top = `${Math.max(8, Math.min(top, innerHeight - box.height - 8))}px`;
  }

  close(refocus = false) {
    if (!this.open) return;
    this.box.hidePopover();
    this.acts.closed(refocus);
  }
}
