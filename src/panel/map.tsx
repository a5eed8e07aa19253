import type { MapView } from '../learn/protocol.ts';
import type { Panel } from './panel.ts';

type Thing = MapView['things'][number];
type Tie = MapView['ties'][number];

const mostSigns = 16;

/** The project as a picture, and what it shows as a table. */
export function ProjectMap({ view, panel }: { view: MapView; panel: Panel }) {
  const { box, height, things, ties, width } = view;
  const broken = ties.filter((tie) => tie.broken !== undefined).length;
  return (
    <>
      <h1 tabIndex={-1}>Project map</h1>
      <p>
        {things.length} things, {ties.length} links{broken > 0 ? `, ${broken} of them broken` : ''}.
        Choose a thing to see its lines.
      </p>
      <div class="map">
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>What this project is made of</title>
          {ties.map((tie) => (
            <Line tie={tie} />
          ))}
          {things.map((thing) => (
            <Box thing={thing} size={box} panel={panel} />
          ))}
        </svg>
      </div>
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

function Line({ tie }: { tie: Tie }) {
  const { broken, fromName, line, middle, text, toName } = tie;
  return (
    <g class={broken === undefined ? 'tie' : 'tie broken'}>
      <title>{`${fromName} ${text} ${toName ?? ''}${broken === undefined ? '' : `: ${broken}`}`}</title>
      <path d={line} />
      {broken !== undefined && (
        <text x={middle[0]} y={middle[1]} dy="0.35em" text-anchor="middle">
          ✗
        </text>
      )}
    </g>
  );
}

function Box({ thing, size, panel }: { thing: Thing; size: MapView['box']; panel: Panel }) {
  const { findings, kind, name, place, x, y } = thing;
  const count = findings === 1 ? '1 finding' : `${findings} findings`;
  const open = () => panel.show(place);
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button.
    <g
      class="thing"
      role="button"
      tabindex={0}
      transform={`translate(${x} ${y})`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
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
    </g>
  );
}

const short: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: 'HPA' };

const shortened = (text: string): string =>
  text.length > mostSigns ? `${text.slice(0, mostSigns - 1)}…` : text;
