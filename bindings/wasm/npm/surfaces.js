// The two kinds of editor: what they hold as text, and where a span of it is on the screen. Spans are kept as ranges
// of the document, which move with the text as it changes.

/** The first place where two texts differ, and how much of their ends is the same. */
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { start, removed: before.length - start - end, added: after.slice(start, after.length - end) };
}

// What decides where a line of a textarea breaks.
const METRICS = [
  "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "paddingTop", "paddingRight",
  "paddingBottom", "paddingLeft", "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontVariant", "fontStretch",
  "fontKerning", "fontFeatureSettings", "letterSpacing", "wordSpacing", "lineHeight", "textAlign", "textIndent",
  "textTransform", "tabSize", "direction", "overflowWrap", "wordBreak",
];

/** A `<textarea>`, whose text cannot be marked: a copy with the same metrics lies over it. */
export class TextareaSurface {
  constructor(area, mirror, changed) {
    this.editor = area;
    this.mirror = mirror;
    this.node = document.createTextNode(area.value);
    // Behind the last line break there is a line too.
    mirror.append(this.node, document.createTextNode("\u200B"));
    this.abort = new AbortController();
    const { signal } = this.abort;
    area.addEventListener("input", () => (this.sync(), changed()), { signal });
    area.addEventListener("scroll", () => this.scroll(), { signal });
    this.resized = new ResizeObserver(() => this.layout());
    this.resized.observe(area);
    this.layout();
  }

  get text() {
    return this.editor.value;
  }

  sync() {
    const { start, removed, added } = difference(this.node.data, this.editor.value);
    if (removed || added) this.node.replaceData(start, removed, added);
    this.scroll();
  }

  layout() {
    const { editor, mirror } = this;
    const style = getComputedStyle(editor);
    for (const name of METRICS) mirror.style[name] = style[name];
    const bar = editor.offsetWidth - editor.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
    mirror.style.left = `${editor.offsetLeft}px`;
    mirror.style.top = `${editor.offsetTop}px`;
    mirror.style.width = `${editor.offsetWidth - Math.max(0, bar)}px`;
    mirror.style.height = `${editor.offsetHeight}px`;
    this.scroll();
  }

  scroll() {
    this.mirror.scrollTop = this.editor.scrollTop;
    this.mirror.scrollLeft = this.editor.scrollLeft;
  }

  range(start, end) {
    const range = new Range();
    range.setStart(this.node, Math.min(start, this.node.length));
    range.setEnd(this.node, Math.min(end, this.node.length));
    return range;
  }

  offsets(range) {
    return [range.startOffset, range.endOffset];
  }

  get caret() {
    return [this.editor.selectionStart, this.editor.selectionEnd];
  }

  select(start, end) {
    this.editor.focus();
    this.editor.setSelectionRange(start, end);
    const box = this.range(start, end).getBoundingClientRect();
    const own = this.editor.getBoundingClientRect();
    if (box.top < own.top || box.bottom > own.bottom) this.editor.scrollTop += box.top - own.top - own.height / 3;
    this.scroll();
  }

  async replace(start, end, text) {
    const before = this.editor.value;
    this.select(start, end);
    insert(text);
    if (this.editor.value !== before) return;
    // A browser without the command: the change is made, and only its undo is lost.
    this.editor.setRangeText(text, start, end, "end");
    this.editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  dispose() {
    this.abort.abort();
    this.resized.disconnect();
    this.mirror.replaceChildren();
  }
}

// The one way to write that the browser's own undo, and the editors that listen for input, understand.
function insert(text) {
  if (text === "") document.execCommand("delete");
  else document.execCommand("insertText", false, text);
}

const BLOCK = /^(ADDRESS|ARTICLE|BLOCKQUOTE|DIV|DL|DT|DD|FIGURE|FOOTER|H[1-6]|HEADER|LI|OL|P|PRE|SECTION|TABLE|TR|UL)$/;

/** An element with `contenteditable`, plain or the root of an editor such as ProseMirror or Lexical. */
export class EditableSurface {
  constructor(root, changed) {
    this.editor = root;
    this.read();
    this.observer = new MutationObserver(() => {
      const before = this.text;
      this.read();
      changed(before === this.text);
    });
    this.observer.observe(root, { characterData: true, childList: true, subtree: true });
  }

  /** Reads the text, and where each piece of it stands. */
  read() {
    this.pieces = [];
    let text = "";
    let gap = "";
    const breakBefore = (lines) => {
      if (text !== "" && lines.length > gap.length) gap = lines;
    };
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data === "") return;
        text += gap;
        gap = "";
        this.pieces.push({ node, start: text.length, end: text.length + node.data.length });
        text += node.data;
      } else if (node.nodeName === "BR") {
        // The last one of a block only keeps it open.
        if (node.nextSibling) {
          text += gap + "\n";
          gap = "";
        }
      } else if (node.nodeType === Node.ELEMENT_NODE && node.contentEditable !== "false") {
        const block = BLOCK.test(node.nodeName) && node !== this.editor;
        const lines = node.nodeName === "P" || /^H[1-6]$/.test(node.nodeName) ? "\n\n" : "\n";
        if (block) breakBefore(lines);
        for (const child of node.childNodes) walk(child);
        if (block) breakBefore(lines);
      }
    };
    walk(this.editor);
    this.text = text;
  }

  sync() {
    this.read();
  }

  layout() {}

  #place(offset, atEnd) {
    const fits = ({ start, end }) => (atEnd ? offset <= end : offset < end) && offset >= start;
    const piece = this.pieces.find(fits) ?? this.pieces.findLast(({ start }) => start <= offset) ?? this.pieces[0];
    return piece ? [piece.node, Math.max(0, Math.min(offset - piece.start, piece.node.data.length))] : [this.editor, 0];
  }

  range(start, end) {
    const range = new Range();
    range.setStart(...this.#place(start, false));
    range.setEnd(...this.#place(end, true));
    return range;
  }

  offsets(range) {
    const at = (node, offset) => {
      const piece = this.pieces.find((p) => p.node === node);
      return piece ? piece.start + offset : -1;
    };
    return [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  }

  get caret() {
    const root = this.editor.getRootNode();
    const selection = (root.getSelection ?? document.getSelection).call(root.getSelection ? root : document);
    if (!selection || selection.rangeCount === 0 || !this.editor.contains(selection.anchorNode)) return null;
    return this.offsets(selection.getRangeAt(0));
  }

  select(start, end) {
    const range = this.range(start, end);
    this.editor.focus({ preventScroll: true });
    const selection = document.getSelection();
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  async replace(start, end, text) {
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    // Editors put their own selection back when they get the focus, and learn of another one by an event: both later.
    if (!this.editor.contains(this.editor.getRootNode().activeElement)) {
      this.editor.focus({ preventScroll: true });
      await pause(60);
    }
    this.select(start, end);
    await pause(40);
    insert(text);
  }

  dispose() {
    this.observer.disconnect();
  }
}
