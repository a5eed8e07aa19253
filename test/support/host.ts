import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../src/project/host.ts';
import { createService, type Service } from '../../src/service.ts';
import { customCheck } from '../../src/syntax/kubernetes/custom-check.ts';

const content = join(import.meta.dirname, '../../dist/content');

const loaded = new Map<string, unknown>();

/** A content file that the build made; rejects with a hint when the build did not run. */
export const readContent = async (name: string): Promise<unknown> => {
  const file = join(content, `${name}.json`);
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\`.`);
  if (!loaded.has(name)) loaded.set(name, JSON.parse(readFileSync(file, 'utf8')));
  return loaded.get(name);
};

/** A project in memory. */
export const memoryHost = (
  files: Readonly<Record<string, string>>,
  name = 'churn-model',
): Host => ({
  name,
  files: async () => Object.keys(files),
  read: async (path) => files[path],
  content: readContent,
  customChecks: async () => customCheck,
});

/** The engine over a project in memory, loaded. */
export const serviceOver = async (
  files: Readonly<Record<string, string>>,
  name?: string,
): Promise<Service> => {
  const service = createService(memoryHost(files, name));
  await service.load();
  return service;
};
