import type { ComponentProps } from 'preact';
import type { MapView } from '../learn/protocol.ts';
import type { Panel } from './panel.ts';

type Thing = MapView['things'][number];
type Tie = MapView['ties'][number];

const mostSigns = 16;

/** The project as a picture, and what it shows as a table. */
export function ProjectMap({ view, panel }: { view: MapView; panel: Panel }) {
  const { box, height, things, ties, width } = view;
  const asked = ties.filter(({ ask }) => ask).length;
  const broken = ties.filter((tie) => tie.broken !== undefined).length;
  return (
    <>
      <h1 tabIndex={-1}>Project map</h1>
      <p>
        {things.length} things, {ties.length} links{broken > 0 ? `, ${broken} of them broken` : ''}.
        Choose a thing to see its lines
        {asked > 0 ? ', or a link with a question mark to be asked what connects its ends' : ''}.
      </p>
      <div class="map">
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>What this project is made of</title>
          {ties.map((tie) => (
            <Line tie={tie} panel={panel} />
          ))}
          {things.map((thing) => (
            <Box thing={thing} size={box} panel={panel} />
          ))}
        </svg>
      </div>
      <Asked view={view} panel={panel} />
      <h2>What ties them</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Link</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {ties.map(({ broken: wrong, fromName, text, toName }) => (
            <tr>
              <td>
                {fromName} {text} {toName}
              </td>
              <td>{wrong === undefined ? 'holds' : <strong>✗ {wrong}</strong>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Line({ tie, panel }: { tie: Tie; panel: Panel }) {
  const { ask, broken, fromName, line, text, toName } = tie;
  const title = `${fromName} ${text} ${toName ?? ''}${broken === undefined ? '' : `: ${broken}`}`;
  const drawn = (
    <>
      <title>{title}</title>
      <path d={line} />
      {(broken !== undefined || ask) && <Sign tie={tie} />}
    </>
  );
  const shade = broken === undefined ? 'tie' : 'tie broken';
  if (!ask) return <g class={shade}>{drawn}</g>;
  return (
    <Pressable class={`${shade} asks`} aria-label={ask.label} press={() => panel.open(ask.request)}>
      {drawn}
      <path class="reach" d={line} />
    </Pressable>
  );
}

/** In the middle of a line: that it is broken, and that it can be asked about. */
function Sign({ tie: { ask, broken, middle } }: { tie: Tie }) {
  const sign = `${broken === undefined ? '' : '✗'}${ask ? '?' : ''}`;
  return (
    <>
      <circle cx={middle[0]} cy={middle[1]} r={5 + 4 * sign.length} />
      <text x={middle[0]} y={middle[1]} dy="0.35em" text-anchor="middle">
        {sign}
      </text>
    </>
  );
}

/** Questions about the ties of the thing that was chosen. */
function Asked({ view: { things, ties }, panel }: { view: MapView; panel: Panel }) {
  const thing = things.find(({ id }) => id === panel.draft.thing);
  const asks = ties.flatMap(({ ask, from, to }) =>
    ask && thing && (from === thing.id || to === thing.id) ? [ask] : [],
  );
  if (!thing || asks.length === 0) return null;
  return (
    <section aria-label={`Questions about ${thing.kind} ${thing.name}`}>
      <h2>
        {thing.kind} {thing.name}
      </h2>
      <ul class="offers">
        {asks.map(({ label, request }) => (
          <li>
            <button type="button" onClick={() => panel.open(request)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A part of the drawing that is pressed like a button. */
function Pressable({ press, children, ...rest }: ComponentProps<'g'> & { press: () => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button.
    <g
      {...rest}
      role="button"
      tabindex={0}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press();
      }}
    >
      {children}
    </g>
  );
}

function Box({ thing, size, panel }: { thing: Thing; size: MapView['box']; panel: Panel }) {
  const { findings, id, kind, name, place, x, y } = thing;
  const count = findings === 1 ? '1 finding' : `${findings} findings`;
  const open = () => {
    panel.setDraft({ thing: id });
    panel.show(place);
  };
  return (
    <Pressable
      class="thing"
      aria-pressed={panel.draft.thing === id}
      transform={`translate(${x} ${y})`}
      press={open}
    >
      <rect width={size.width} height={size.height} rx={4} />
      <text class="kind" x={10} y={17}>
        {short[kind] ?? shortened(kind)}
      </text>{' '}
      <text class="name" x={10} y={34}>
        {shortened(name)}
      </text>{' '}
      <text class="kind" x={10} y={51}>
        {findings === 0 ? 'nothing found' : count}
      </text>
    </Pressable>
  );
}

const short: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: 'HPA' };

const shortened = (text: string): string =>
  text.length > mostSigns ? `${text.slice(0, mostSigns - 1)}…` : text;
