import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Packages whose data, not code, is shipped. */
const dataPackages = ['kubernetes-models', '@kubernetes-models/apimachinery'];

const shippedElsewhere = ['preact', 'ts-fsrs'];

/** Writes THIRD-PARTY-NOTICES.txt from the licences of the packages that `inputs` come from. */
export const writeNotices = (inputs: readonly string[]): void => {
  const bundled = inputs.flatMap(
    (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  );
  const names = [...new Set([...bundled, ...shippedElsewhere, ...dataPackages])].sort();
  const parts = names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const manifest: { version?: string; license?: string } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    const licence =
      file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
    return `${name} ${manifest.version ?? ''} (${manifest.license ?? 'see its repository'})\n\n${licence}\n`;
  });
  const head =
    'Seaworthy includes these packages and data. Descriptions of Kubernetes fields come from the Kubernetes API (Apache-2.0).\n\n';
  writeFileSync(
    join(root, 'dist/THIRD-PARTY-NOTICES.txt'),
    head + parts.join(`\n${'-'.repeat(80)}\n\n`),
  );
};
