import { isRecord } from '../kustomization.ts';

/** How long a failing probe is tolerated after the container starts, in seconds, with the defaults of Kubernetes put in. */
export const probeBudget = (probe: unknown): number | undefined => {
  if (!isRecord(probe)) return undefined;
  const number = (key: string, fallback: number): number | undefined => {
    const value = probe[key];
    if (value === undefined) return fallback;
    return typeof value === 'number' ? value : undefined;
  };
  const delay = number('initialDelaySeconds', 0);
  const period = number('periodSeconds', 10);
  const failures = number('failureThreshold', 3);
  if (delay === undefined || period === undefined || failures === undefined) return undefined;
  return delay + period * failures;
};

/** The YAML lines of a probe's handler, indented below the probe's key; undefined when it has none that is known. */
export const handlerLines = (probe: unknown): readonly string[] | undefined => {
  if (!isRecord(probe)) return undefined;
  for (const name of ['httpGet', 'tcpSocket', 'grpc', 'exec']) {
    const handler = probe[name];
    if (isRecord(handler)) return [`  ${name}:`, ...mapping(handler, '    ')];
  }
  return undefined;
};

const mapping = (value: Readonly<Record<string, unknown>>, indent: string): readonly string[] =>
  Object.entries(value).flatMap(([key, each]) => {
    if (isRecord(each)) return [`${indent}${key}:`, ...mapping(each, `${indent}  `)];
    const text =
      typeof each === 'string' &&
      /^[\w/.-]+$/.test(each) &&
      !/^(?:\d|true$|false$|null$|yes$|no$|on$|off$)/i.test(each)
        ? each
        : JSON.stringify(each);
    return [`${indent}${key}: ${text}`];
  });
