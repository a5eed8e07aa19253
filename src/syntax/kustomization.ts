import { parseDocument } from 'yaml';

/** What a kustomization says of other files. */
export interface Kustomization {
  /** Files that are patches, relative to the kustomization. */
  readonly patches: readonly string[];
  /** Images whose tag it sets. */
  readonly images: readonly string[];
  /** What it adds to all objects. */
  readonly marks: readonly ('labels' | 'annotations')[];
}

/** Reads a kustomization; anything malformed gives no patches. */
export const parseKustomization = (text: string): Kustomization => {
  const value = plainYaml(text);
  if (!isRecord(value)) return { patches: [], images: [], marks: [] };
  const entries = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) => {
    const list = value[key];
    return Array.isArray(list) ? list : [];
  });
  const patches = entries.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [entry];
    return isRecord(entry) && typeof entry['path'] === 'string' ? [entry['path']] : [];
  });
  const list = Array.isArray(value['images']) ? value['images'] : [];
  const images = list.flatMap((entry: unknown) =>
    isRecord(entry) && typeof entry['name'] === 'string' ? [entry['name']] : [],
  );
  const labels = value['commonLabels'] ?? value['labels'];
  return {
    patches,
    images,
    marks: [
      ...(labels ? (['labels'] as const) : []),
      ...(value['commonAnnotations'] ? (['annotations'] as const) : []),
    ],
  };
};

/** Whether a value is a mapping. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as text; anything else is empty, since a mapping may hold its own `toString`. */
export const scalarText = (value: unknown): string =>
  typeof value === 'object' ? '' : String(value ?? '');

/** The plain value of a YAML text, or undefined when it cannot be read. */
export const plainYaml = (text: string): unknown => {
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch {
    return undefined;
  }
};
