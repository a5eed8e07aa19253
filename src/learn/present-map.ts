import type { GeneratedQuestion } from './questions/question.ts';
import type { MapThing, MapTie, MapView } from './view.ts';

const thingSize = { width: 138, height: 60 } as const;

const gap = { x: 48, y: 18 };
const margin = 6;
const stub = 24;

type Placed = MapView['things'][number];

/** Places the things of a project in columns and draws what ties them. */
export function presentMap(
  things: readonly MapThing[],
  ties: readonly MapTie[],
  questions: readonly GeneratedQuestion[] = [],
): MapView {
  const placed = placedIn(things, ties);
  const byId = new Map(placed.map((thing) => [thing.id, thing]));
  const drawn = ties.flatMap((tie) => {
    const from = byId.get(tie.from);
    const to = tie.to === undefined ? undefined : byId.get(tie.to);
    if (!from || (tie.to !== undefined && !to)) return [];
    const drawn = lineBetween(from, to);
    return [{ ...tie, ...drawn, ...askAbout(tie, drawn, questions) }];
  });
  const right = Math.max(0, ...placed.map(({ x }) => x + thingSize.width)) + stub;
  const bottom = Math.max(0, ...placed.map(({ y }) => y + thingSize.height));
  return {
    kind: 'map',
    width: right + margin,
    height: bottom + margin,
    box: thingSize,
    things: placed,
    ties: drawn,
  };
}

/** The question about a tie, if one could be made. */
function askAbout(
  { from, to }: MapTie,
  { fromName, toName = '' }: { readonly fromName: string; readonly toName?: string },
  questions: readonly GeneratedQuestion[],
): Pick<MapView['ties'][number], 'ask'> {
  const found = questions.find(({ tie }) => tie && tie.from === from && tie.to === to);
  if (!found) return {};
  const label = `What connects ${fromName} and ${toName}?`;
  return { ask: { label, request: { mode: 'quiz', ask: found.id } } };
}

function placedIn(things: readonly MapThing[], ties: readonly MapTie[]): readonly Placed[] {
  const used = [...new Set(things.map(({ column }) => column))].sort((a, b) => a - b);
  const rows = new Map<string, number>();
  return used.flatMap((column, i) => {
    const before = (id: string): number => {
      const ends = ties.flatMap(({ from, to }) =>
        to === id ? [from] : from === id && to ? [to] : [],
      );
      const known = ends.flatMap((end) => rows.get(end) ?? []);
      return known.length > 0
        ? known.reduce((sum, row) => sum + row, 0) / known.length
        : Number.POSITIVE_INFINITY;
    };
    const own = things
      .filter((thing) => thing.column === column)
      .map((thing) => ({ thing, row: before(thing.id) }))
      .sort((a, b) => (a.row === b.row ? 0 : a.row - b.row));
    return own.map(({ thing }, row) => {
      rows.set(thing.id, row);
      const x = margin + i * (thingSize.width + gap.x);
      return { ...thing, x, y: margin + row * (thingSize.height + gap.y) };
    });
  });
}

function lineBetween(a: Placed, b: Placed | undefined) {
  const half = thingSize.height / 2;
  if (!b) {
    const [x, y] = [a.x + thingSize.width, a.y + half];
    return {
      line: `M${x} ${y}h${stub}`,
      middle: [x + stub, y] as const,
      fromName: nameOf(a),
    };
  }
  const sameColumn = a.column === b.column;
  const start = [a.x + thingSize.width, a.y + half] as const;
  const end = [sameColumn ? b.x + thingSize.width : b.x, b.y + half] as const;
  const bend = sameColumn ? gap.x / 2 : (end[0] - start[0]) / 2;
  const back = sameColumn ? end[0] + bend : end[0] - bend;
  const between = (start[0] + 3 * (start[0] + bend) + 3 * back + end[0]) / 8;
  return {
    line: `M${start[0]} ${start[1]}C${start[0] + bend} ${start[1]} ${back} ${end[1]} ${end[0]} ${end[1]}`,
    middle: [between, (start[1] + end[1]) / 2] as const,
    fromName: nameOf(a),
    toName: nameOf(b),
  };
}

const nameOf = ({ kind, name }: MapThing): string => `${kind} ${name}`;
