import { hclValue } from './hcl.ts';
import type { StatedBuild } from './model.ts';
import { below, imagePattern, isDirectory } from './written.ts';
import { type YamlEntry, type YamlValue, yamlValue } from './yaml-value.ts';

/** The builds of a JSON file of docker-bake. */
export const buildsOfBake = (text: string): readonly StatedBuild[] => buildsIn(yamlValue(text));

/** The builds of an HCL file of docker-bake. */
export const buildsOfBakeHcl = (text: string): readonly StatedBuild[] => buildsIn(hclValue(text));

const deepest = 8;

const buildsIn = (bake: YamlValue | undefined): readonly StatedBuild[] => {
  const targets = bake?.get('target');
  return (targets?.entries() ?? []).flatMap(({ value }) => {
    const all = withInherited(value, targets, 0);
    const last = (key: string): YamlValue | undefined =>
      all.findLast((each) => each.get(key))?.get(key);
    const keys = (key: string): readonly string[] => [
      ...new Set(all.flatMap((each) => (each.get(key)?.entries() ?? []).map(keyOf))),
    ];
    const contextValue = last('context');
    const fileValue = last('dockerfile');
    const context = textOf(contextValue, '.');
    const file = textOf(fileValue, 'Dockerfile');
    if (!context || !file || !isDirectory(context) || !isDirectory(file)) return [];
    const target = last('target')?.text;
    return [
      {
        at: (contextValue ?? value).at,
        plain: true,
        dockerfile: { from: 'file' as const, path: below(context, file) },
        context: { from: 'file' as const, path: context },
        ...(target === undefined ? {} : { target }),
        args: keys('args'),
        contexts: keys('contexts'),
        images: (last('tags')?.items() ?? []).flatMap((tag) =>
          tag.text === undefined ? [] : imagePattern(tag.text),
        ),
      },
    ];
  });
};

const keyOf = ({ key }: YamlEntry): string => key;

/** What is written, or what counts without it; undefined for what an expression computes. */
const textOf = (value: YamlValue | undefined, otherwise: string): string | undefined =>
  value ? value.text : otherwise;

/** The targets that one inherits from, and itself: what comes later counts. */
const withInherited = (
  target: YamlValue,
  targets: YamlValue | undefined,
  depth: number,
): readonly YamlValue[] => {
  const names = depth < deepest ? (target.get('inherits')?.items() ?? []) : [];
  return [
    ...names.flatMap(({ text }) => {
      const parent = text === undefined ? undefined : targets?.get(text);
      return parent ? withInherited(parent, targets, depth + 1) : [];
    }),
    target,
  ];
};
