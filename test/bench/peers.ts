import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { KubernetesSchema, Shape } from '../../src/data/kubernetes-schema.ts';

const here = import.meta.dirname;

/** Installs the peers when they are missing. */
export const installPeers = (): void => {
  if (existsSync(join(here, 'node_modules/yaml-language-server'))) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: 'inherit' });
};

/** Loads a package that stands beside this file; its shape is what its documentation says. */
// biome-ignore lint/suspicious/noExplicitAny: the peers ship no types that this project installs
export const peer = async (name: string): Promise<any> => {
  const path = createRequire(join(here, 'package.json')).resolve(name);
  return import(path);
};

const simple: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  int32: { type: 'integer' },
  int64: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  byte: { type: 'string' },
  'date-time': { type: 'string' },
  'int-or-string': { type: ['integer', 'string'] },
  quantity: { type: ['number', 'string'] },
  any: {},
};

const shapeOf = (shape: Shape): object => {
  if (typeof shape === 'string') return simple[shape] ?? {};
  if ('one' in shape) return { enum: shape.one };
  if ('list' in shape) return { type: 'array', items: shapeOf(shape.list) };
  if ('map' in shape) return { type: 'object', additionalProperties: shapeOf(shape.map) };
  return { $ref: `#/definitions/${shape.type.replaceAll('/', '~1')}` };
};

/** The same Kubernetes types as a JSON schema of all kinds, as yaml-language-server takes them. */
export const jsonSchema = ({ kinds, types }: KubernetesSchema): object => ({
  definitions: Object.fromEntries(
    Object.entries(types).map(([name, { properties, required }]) => [
      name,
      {
        type: 'object',
        additionalProperties: false,
        required,
        properties: Object.fromEntries(
          Object.entries(properties).map(([key, shape]) => [key, shapeOf(shape)]),
        ),
        ...groupVersionKind(kinds, name),
      },
    ]),
  ),
  oneOf: Object.values(kinds).map((name) => ({
    $ref: `#/definitions/${name.replaceAll('/', '~1')}`,
  })),
});

const groupVersionKind = (kinds: KubernetesSchema['kinds'], name: string): object => {
  const found = Object.entries(kinds).filter(([, type]) => type === name);
  if (found.length === 0) return {};
  const list = found.map(([key]) => {
    const [apiVersion = '', kind = ''] = key.split(' ');
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return { group, kind, version };
  });
  return { 'x-kubernetes-group-version-kind': list };
};
