// What the writer has on the table: kept in the browser, so that it survives a reload.

import type { Config, Draft } from "draftlint";

export interface Around {
  network: string;
  title?: string;
  scheduled_at?: string;
  account?: string;
  author?: string;
  /** `mia: editor, tom`; an empty text says that nobody approved it, undefined that it is not told. */
  approvals?: string;
  media?: "none" | "image" | "described";
  /** Keys of a draft that have no field on the page. */
  more?: Record<string, unknown>;
  /** The incident that it was opened from. */
  incident?: string;
}

export interface State {
  body: string;
  around: Around;
  config: Config;
  theme: "auto" | "light" | "dark";
}

// Beside what the element keeps.
const KEY = "draftlint-page";

export function read(): State {
  const empty: State = { body: "", around: { network: "x" }, config: {}, theme: "auto" };
  try {
    return { ...empty, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return empty;
  }
}

export function write(state: State) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is off: the draft then lasts as long as the page.
  }
}

/** `mia: editor, tom` as approvals. */
export function approvals(text: string): { by: string; role?: string }[] {
  return list(text).map((one) => {
    const [by = "", role] = one.split(":").map((part) => part.trim());
    return role ? { by, role } : { by };
  });
}

export const list = (text: string) => text.split(/[,\n]/).map((one) => one.trim()).filter(Boolean);

const MEDIA = { none: [], image: [{ kind: "image" as const }], described: [{ kind: "image" as const, alt: "described where it is posted" }] };

/** Everything of the draft but its text. The clock is read here: the library has none. */
export function draftOf(around: Around): Omit<Draft, "body"> {
  const { media, more, title, scheduled_at, account, author } = around;
  return {
    now: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    ...more,
    network: around.network,
    ...(title ? { title } : {}),
    ...(scheduled_at ? { scheduled_at } : {}),
    ...(account ? { account } : {}),
    ...(author ? { author: { id: author } } : {}),
    ...(around.approvals === undefined ? {} : { approvals: approvals(around.approvals) }),
    ...(media ? { media: MEDIA[media] } : {}),
  };
}

/** The fields of the page from a draft with any keys. */
export function aroundOf(draft: Record<string, unknown>): Around {
  const { body: _body, network, title, scheduled_at, account, author, approvals, ...more } = draft;
  const around: Around = { network: String(network ?? "x"), more };
  if (typeof title === "string") around.title = title;
  if (typeof scheduled_at === "string") around.scheduled_at = scheduled_at;
  if (typeof account === "string") around.account = account;
  else if (account) more.account = account;
  if (typeof author === "string") around.author = author;
  else if (typeof author === "object" && author && Object.keys(author).join() === "id") around.author = String((author as { id: string }).id);
  else if (author) more.author = author;
  if (Array.isArray(approvals)) {
    const simple = approvals.every((one) => Object.keys(one).every((key) => key === "by" || key === "role"));
    if (simple) around.approvals = approvals.map((one) => (one.role ? `${one.by}: ${one.role}` : one.by)).join(", ");
    else more.approvals = approvals;
  }
  return around;
}
