// Just enough of a document for Preact to render into; what is rendered is read back as a tree.

/** A node of the tiny document. */
export class TinyNode {
  readonly nodeType: number;
  readonly localName: string;
  readonly namespaceURI = 'http://www.w3.org/1999/xhtml';
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, unknown>();
  readonly childNodes: TinyNode[] = [];
  parentNode: TinyNode | null = null;
  data: string;

  constructor(name: string, data = '') {
    this.nodeType = name === '#text' ? 3 : 1;
    this.localName = name;
    this.data = data;
  }

  get ownerDocument() {
    return tinyDocument;
  }
  get firstChild(): TinyNode | null {
    return this.childNodes[0] ?? null;
  }
  get nextSibling(): TinyNode | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  get textContent(): string {
    return this.data + this.childNodes.map((child) => child.textContent).join('');
  }
  contains(other: TinyNode): boolean {
    return this === other || this.childNodes.some((child) => child.contains(other));
  }
  insertBefore(child: TinyNode, before: TinyNode | null): TinyNode {
    child.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }
  appendChild(child: TinyNode): TinyNode {
    return this.insertBefore(child, null);
  }
  removeChild(child: TinyNode): TinyNode {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
  remove(): void {
    this.parentNode?.removeChild(this);
  }
  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  addEventListener(name: string, listener: unknown): void {
    this.listeners.set(name, listener);
  }
  removeEventListener(name: string): void {
    this.listeners.delete(name);
  }

  /** All elements of a name in this tree, in order; all elements for `*`. */
  all(name: string): readonly TinyNode[] {
    const own = this.nodeType === 1 && (name === '*' || this.localName === name) ? [this] : [];
    return [...own, ...this.childNodes.flatMap((child) => child.all(name))];
  }
}

/** The part of `document` that Preact uses. */
export const tinyDocument = {
  createElement: (name: string) => new TinyNode(name),
  createElementNS: (_namespace: string, name: string) => new TinyNode(name),
  createTextNode: (data: string) => new TinyNode('#text', data),
};
