import type { DataMount } from '../../project/facts.ts';
import { type RunContainer, runContainers } from '../../project/run-containers.ts';
import { replace } from '../../text/edit.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Path } from '../../text/path.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './postgres-volume-path.md' with { type: 'text' };

const rule: Rule = {
  id: 'postgres-volume-path',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',

  *check(project) {
    for (const container of runContainers(project)) {
      const mount = container.dataMounts.find(({ path }) => path.value.replace(/\/+$/, '') === old);
      if (!mount || !container.variables || container.variables.includes('PGDATA')) continue;
      const release = releaseOf(container.image);
      const finding = release && findingOf(container, mount, release);
      if (finding) yield finding;
    }
  },
};
export default rule;

const old = '/var/lib/postgresql/data';

interface Release {
  readonly major: number;
  /** The tag says it; else it is what the tag means today. */
  readonly pinned: boolean;
}

// docker-library/postgres, docker-entrypoint.sh of 2026-02-26: from 18 on it stops where that path is a mount.
const moved = 18;

/** The release of PostgreSQL in an image that has the official entry script; undefined for another image or tag. */
const releaseOf = (text: string): Release | undefined => {
  const image = parseImage(text);
  const name = imageName(image);
  const tag = image.tag ?? '';
  const [, major] =
    (name === 'postgres' || name === 'postgis/postgis' ? /^(\d+)/ : pgvector).exec(tag) ?? [];
  if (!/^(?:postgres|postgis\/postgis|pgvector\/pgvector)$/.test(name)) return undefined;
  if (major !== undefined) return { major: Number(major), pinned: true };
  return name === 'postgres' && newest.test(tag) ? { major: moved, pinned: false } : undefined;
};

const pgvector = /(?:^|-)pg(\d+)/;

// Tags that follow the newest release: 18 since 25 September 2025.
const newest = /^(?:|latest|alpine|alpine3\.\d+|bookworm|trixie)$/;

const findingOf = (
  { called, image }: RunContainer,
  { claim, part, path }: DataMount,
  { major, pinned }: Release,
): (Finding & { readonly file: Path }) | undefined => {
  const { at, file } = path;
  if (major >= moved)
    return {
      file,
      at,
      message: `PostgreSQL in ${called} stops at its start, because ${pinned ? `from ${moved} on` : `${image} is ${moved} or later now and`} it does not take a volume at ${old}: "unused mount/volume".`,
      ...(pinned
        ? {
            fixes: [
              {
                title: 'Mount it at /var/lib/postgresql',
                edits: () => [{ ...replace(at, '/var/lib/postgresql'), path: file }],
              },
            ],
          }
        : {}),
    };
  if (!claim || part) return undefined;
  return {
    file,
    at,
    severity: 'info',
    message: `The first start of PostgreSQL in ${called} fails on a disk that has lost+found, as most new ones do: "directory exists but is not empty". Set PGDATA to a directory below ${old}.`,
  };
};
