import {
  type CommandArgument,
  forEachChild,
  parse,
  type Redirection,
  type Command as ShellCommand,
  type Word as ShellWord,
  type SyntaxNode,
  type WordPart,
} from 'unbash';
import type { Span } from '../../text/span.ts';
import type { Word } from '../word.ts';
import type { Command, Script } from './model.ts';

const largest = 64 * 1024;
const deepest = 64;

const mayExpand = /[$`{<>]/;
const holdsCommands = /[$<>]\(|`/;

/** A script with nothing in it. */
export const emptyScript: Script = { commands: [], broken: false, chain: false };

/** A script that was not read. */
export const unreadScript: Script = { commands: [], broken: true, chain: false };

interface Place {
  /** What redirections of a group or a loop around it write. */
  readonly writes: readonly Word[];
  readonly listEnd: number;
  readonly piped: boolean;
  readonly feeds: boolean;
  readonly conditional: boolean;
  readonly subshells?: readonly number[];
  readonly sure?: true | undefined;
  readonly background?: true;
}

/** Reads a POSIX shell text; `at` turns a span of the text into one of the file. Texts over 64 kB are not read. */
export const parseShell = (text: string, at: (start: number, end: number) => Span): Script => {
  if (text.length > largest) return unreadScript;
  const tree = parse(text);
  const commands: Command[] = [];

  const word = (node: ShellWord): Word => {
    const raw = text.slice(node.pos, node.end);
    return {
      text: node.value,
      raw,
      span: at(node.pos, node.end),
      // Taking a word apart costs more than looking at it.
      dynamic: mayExpand.test(raw) && (node.parts?.some(isDynamic) ?? false),
    };
  };

  const argument = (node: CommandArgument): Word =>
    node.type === 'Word'
      ? word(node)
      : {
          text: node.text,
          raw: text.slice(node.pos, node.end),
          span: at(node.pos, node.end),
          dynamic: node.text.includes('$'),
        };

  const written = (redirect: Redirection): readonly Word[] =>
    redirect.type === 'Redirect' &&
    /^(?:>|>>|>\||&>|&>>)$/.test(redirect.operator) &&
    redirect.target
      ? [word(redirect.target)]
      : [];

  const add = (node: ShellCommand, place: Place): void => {
    if (!node.name) return;
    const name = word(node.name);
    const args = node.args.map(argument);
    const assignments = node.prefix.filter((part) => part.type === 'Assignment');
    const last = args.at(-1)?.span[1] ?? name.span[1];
    commands.push({
      name: name.text.slice(name.text.lastIndexOf('/') + 1),
      words: [name, ...args],
      span: [name.span[0], Math.max(last, name.span[1])],
      assignments: assignments.map(argument),
      writes: [...node.redirects.flatMap(written), ...place.writes],
      piped: place.piped,
      feeds: place.feeds,
      listEnd: place.listEnd,
      conditional: place.conditional,
      ...(place.subshells ? { subshells: place.subshells } : {}),
      ...(place.sure ? { sure: true } : {}),
      ...(place.background ? { background: true } : {}),
    });
  };

  const walk = (node: SyntaxNode, place: Place, depth: number): void => {
    if (depth > deepest) return;
    if (node.type === 'Command') {
      add(node, place);
      if (!holdsCommands.test(text.slice(node.pos, node.end))) return;
    }
    const inner = placeWithin(node, place, at);
    const writes = node.type === 'Redirected' ? node.redirects.flatMap(written) : [];
    const last = node.type === 'Pipeline' ? node.commands.at(-1) : undefined;
    forEachChild(node, (child) =>
      walk(
        child,
        {
          ...inner,
          ...(last && child !== last ? { feeds: true } : {}),
          ...(writes.length > 0 ? { writes: [...inner.writes, ...writes] } : {}),
        },
        depth + 1,
      ),
    );
  };

  for (const statement of tree.commands) {
    const listEnd = at(statement.pos, statement.end)[1];
    walk(statement, { listEnd, writes: [], piped: false, feeds: false, conditional: false }, 0);
  }
  const only = tree.commands.length === 1 ? tree.commands[0]?.command : undefined;
  const chain =
    only?.type === 'Command' ||
    (only?.type === 'AndOr' &&
      only.operators.every((operator) => operator === '&&') &&
      only.commands.every((part) => part.type === 'Command'));
  return { commands, broken: (tree.errors?.length ?? 0) > 0, chain };
};

const placeWithin = (
  node: SyntaxNode,
  place: Place,
  at: (start: number, end: number) => Span,
): Place => {
  switch (node.type) {
    case 'Pipeline':
      return { ...place, piped: node.commands.length > 1 };
    case 'AndOr':
      return node.operators.includes('||')
        ? { ...place, conditional: true, sure: undefined }
        : place;
    case 'CommandExpansion':
    case 'Subshell':
      return {
        ...place,
        conditional: true,
        piped: false,
        feeds: false,
        subshells: [...(place.subshells ?? []), node.pos],
        sure: node.type === 'Subshell' && (!place.conditional || place.sure) ? true : undefined,
      };
    case 'If':
    case 'For':
    case 'While':
    case 'Case':
    case 'Function':
      return { ...place, conditional: true, piped: false, feeds: false, sure: undefined };
    case 'Statement': {
      const within = place.conditional ? { ...place, listEnd: at(node.pos, node.end)[1] } : place;
      return node.background ? { ...within, background: true } : within;
    }
    default:
      return place;
  }
};

const isDynamic = (part: WordPart): boolean => {
  switch (part.type) {
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
    case 'BraceExpansion':
      return true;
    case 'DoubleQuoted':
      return part.parts.some(isDynamic);
    default:
      return false;
  }
};
