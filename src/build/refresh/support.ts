import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';

// npm run refresh:support -- PEPS ENDOFLIFE: writes src/data/support.json, the days on which releases stop getting security fixes. Python's come
// from a clone of python/peps, those of Alpine, CentOS, Fedora and Amazon Linux from one of endoflife-date/endoflife.date, and those of Debian and Ubuntu from
// the package distro-info-data, which apt-get downloads.
const root = join(import.meta.dirname, '../../..');
const output = join(root, 'src/data/support.json');

type Ends = Readonly<Record<string, string>>;

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const dayOf = (value: unknown): string | undefined =>
  /^\d{4}-\d{2}-\d{2}/.exec(value instanceof Date ? value.toISOString() : String(value))?.[0];

/** Of a Python that is still supported only the month is planned. */
const pythonEnds = (peps: string): Ends => {
  const { metadata } = parseToml(
    readFileSync(join(peps, 'release_management/python-releases.toml'), 'utf8'),
  );
  if (!isTable(metadata)) throw new Error('the releases of Python have no metadata');
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([version, facts]) => {
      if (!isTable(facts)) return [];
      const { status, 'end-of-life': end } = facts;
      const day = dayOf(end);
      if (day === undefined) return [];
      return [[version, status === 'end-of-life' ? day : day.slice(0, 7)]];
    }),
  );
};

/** The ends of a product of endoflife.date, whose page begins with its facts. */
const productEnds = (folder: string, product: string): Ends => {
  const text = readFileSync(join(folder, 'products', `${product}.md`), 'utf8');
  const facts: unknown = parseAllDocuments(text)[0]?.toJS();
  const { releases } = isTable(facts) ? facts : {};
  if (!Array.isArray(releases)) throw new Error(`${product} has no releases`);
  return Object.fromEntries(
    releases.flatMap((each: unknown) => {
      const { releaseCycle, eol } = isTable(each) ? each : {};
      const day = dayOf(eol);
      return day === undefined ? [] : [[String(releaseCycle), day]];
    }),
  );
};

/** The ends of a distribution in a table of distro-info-data: that of its own long support where it has one, and not of what is paid for. */
const distroEnds = (folder: string, name: string): Ends => {
  const [head = '', ...lines] = readFileSync(
    join(folder, 'usr/share/distro-info', `${name}.csv`),
    'utf8',
  )
    .trim()
    .split('\n');
  const column = (title: string): number => head.split(',').indexOf(title);
  const long = column(name === 'debian' ? 'eol-lts' : 'eol-server');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const cells = line.split(',');
      const number = cells[column('version')]?.replace(/ LTS$/, '');
      const end = cells[long] || cells[column('eol')];
      return number && end ? [[number, end]] : [];
    }),
  );
};

/** Leaves out what ended before there were images of it. */
const late = (_: string, value: unknown): unknown =>
  isTable(value)
    ? Object.fromEntries(
        Object.entries(value).filter(([, end]) => typeof end !== 'string' || end >= '2015'),
      )
    : value;

const main = (peps: string | undefined, endoflife: string | undefined): void => {
  if (peps === undefined || endoflife === undefined)
    throw new Error('usage: npm run refresh:support -- PEPS ENDOFLIFE');
  const folder = mkdtempSync(join(tmpdir(), 'support-'));
  try {
    execFileSync('apt-get', ['download', '-qq', 'distro-info-data'], { cwd: folder });
    const archive = readdirSync(folder).find((each) => each.endsWith('.deb'));
    if (archive === undefined) throw new Error('apt-get has not downloaded distro-info-data');
    execFileSync('dpkg-deb', ['-x', archive, '.'], { cwd: folder });
    const stream = Object.entries(productEnds(endoflife, 'centos-stream'));
    const facts = {
      facts: new Date().toISOString().slice(0, 10),
      Python: pythonEnds(peps),
      Debian: distroEnds(folder, 'debian'),
      Ubuntu: distroEnds(folder, 'ubuntu'),
      Alpine: productEnds(endoflife, 'alpine-linux'),
      CentOS: {
        ...productEnds(endoflife, 'centos'),
        ...Object.fromEntries(stream.map(([number, end]) => [`Stream ${number}`, end])),
      },
      Fedora: productEnds(endoflife, 'fedora'),
      AmazonLinux: productEnds(endoflife, 'amazon-linux'),
    };
    writeFileSync(output, `${JSON.stringify(facts, late, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

main(process.argv[2], process.argv[3]);
