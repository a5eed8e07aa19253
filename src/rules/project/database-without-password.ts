import { runContainers } from '../../project/run-containers.ts';
import { imageName, parseImage } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './database-without-password.md' with { type: 'text' };

const rule: Rule = {
  id: 'database-without-password',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  fix: 'none',

  *check(project) {
    for (const { at, called, file, image, overridden, variables } of runContainers(project)) {
      if (overridden || !variables) continue;
      const name = imageName(parseImage(image));
      const found = databases.find((each) => each.images.test(name));
      if (!found || variables.some((each) => found.wants.test(each))) continue;
      yield {
        file,
        at,
        message: `${found.name} in ${called} stops at its first start, because nothing sets ${found.variable}: "${found.says}".`,
      };
    }
  },
};
export default rule;

interface Database {
  readonly name: string;
  readonly images: RegExp;
  /** The variable that most people set, and all of which one must be there. */
  readonly variable: string;
  readonly wants: RegExp;
  /** What the entry script prints. */
  readonly says: string;
}

// Read in docker-entrypoint.sh of docker-library/postgres (2026-02-26), docker-library/mysql (2026-06-16) and
// MariaDB/mariadb-docker (2026-05-29); the other images are built from the first and keep its script.
const databases: readonly Database[] = [
  {
    name: 'PostgreSQL',
    images: /^(?:postgres|pgvector\/pgvector|ankane\/pgvector|postgis\/postgis)$/,
    variable: 'POSTGRES_PASSWORD',
    wants: /^POSTGRES_(?:PASSWORD(?:_FILE)?|HOST_AUTH_METHOD)$|^PGDATA$/,
    says: 'Database is uninitialized and superuser password is not specified',
  },
  {
    name: 'MySQL',
    images: /^mysql$/,
    variable: 'MYSQL_ROOT_PASSWORD',
    wants: /^MYSQL_(?:ROOT_PASSWORD(?:_FILE)?|ALLOW_EMPTY_PASSWORD|RANDOM_ROOT_PASSWORD)$/,
    says: 'Database is uninitialized and password option is not specified',
  },
  {
    name: 'MariaDB',
    images: /^mariadb$/,
    variable: 'MARIADB_ROOT_PASSWORD',
    wants:
      /^(?:MYSQL|MARIADB)_(?:ROOT_PASSWORD(?:_FILE|_HASH(?:_FILE)?)?|ALLOW_EMPTY_(?:ROOT_)?PASSWORD|RANDOM_ROOT_PASSWORD)$/,
    says: 'Database is uninitialized and password option is not specified',
  },
];
