import type { Block, Code, Excerpt, Inline, QuestionView } from '../learn/protocol.ts';
import type { Panel } from './panel.ts';

/** Prose in a line, as elements and text nodes. */
export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return <>{nodes.map((node) => inlineOf(node))}</>;
}

function inlineOf(node: Inline) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'link':
      return (
        <a href={node.href}>
          <Inlines nodes={node.children} />
        </a>
      );
  }
}

/** Paragraphs, lists and code. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return <>{blocks.map((block) => blockOf(block))}</>;
}

function blockOf(block: Block) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.children} />
        </p>
      );
    case 'heading':
      return (
        <h3>
          <Inlines nodes={block.children} />
        </h3>
      );
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          <Inlines nodes={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'code':
      return <CodeBlock code={block} />;
  }
}

/** Code in colours; with a first line number the lines are numbered. */
export function CodeBlock({ code, line }: { code: Code; line?: number }) {
  return (
    <pre class={line === undefined ? 'code' : 'code numbered'}>
      <code>
        {code.lines.map((tokens, i) => (
          <span class="line">
            {line !== undefined && (
              <span class="number" aria-hidden="true">
                {line + i}
              </span>
            )}
            <span class="text">
              {tokens.map(([cls, text]) => (cls ? <span class={`tok-${cls}`}>{text}</span> : text))}
              {'\n'}
            </span>
          </span>
        ))}
      </code>
    </pre>
  );
}

/** The user's own lines and a button that opens them in the editor. */
export function ExcerptBlock({ excerpt, panel }: { excerpt: Excerpt; panel: Panel }) {
  const { place, name, line, code } = excerpt;
  return (
    <figure class="excerpt">
      <figcaption>
        <span class="path">
          {name}:{line}
        </span>
        <button type="button" class="link" onClick={() => panel.show(place)}>
          Show line
        </button>
      </figcaption>
      <CodeBlock code={code} line={line} />
    </figure>
  );
}

/** The user's own lines that a question is about, and those that prove its answer besides. */
export function Excerpts({
  view: { beside = [], excerpt },
  panel,
}: {
  view: Pick<QuestionView, 'excerpt' | 'beside'>;
  panel: Panel;
}) {
  return (
    <>
      {[...(excerpt ? [excerpt] : []), ...beside].map((each) => (
        <ExcerptBlock excerpt={each} panel={panel} />
      ))}
    </>
  );
}
