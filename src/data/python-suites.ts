/**
 * The Debian release below tags such as `python:3.8.1` and `python:3.8.1-slim`, by the minor version, from a patch on; empty where it is not known
 * (docker-library/official-images, 2026-08-21), written by build/refresh/python-suites.ts.
 */
export const pythonSuites: Readonly<
  Record<number, readonly (readonly [patch: number, suite: string])[]>
> = {
  3: [[6, 'jessie']],
  4: [
    [4, 'jessie'],
    [8, 'stretch'],
  ],
  5: [
    [1, 'jessie'],
    [5, 'stretch'],
    [7, 'buster'],
  ],
  6: [
    [0, 'jessie'],
    [5, 'stretch'],
    [9, 'buster'],
    [14, 'bullseye'],
  ],
  7: [
    [0, 'stretch'],
    [4, 'buster'],
    [11, 'bullseye'],
    [17, 'bookworm'],
  ],
  8: [
    [0, 'buster'],
    [11, 'bullseye'],
    [17, 'bookworm'],
  ],
  9: [
    [0, 'buster'],
    [6, 'bullseye'],
    [17, 'bookworm'],
    [23, 'trixie'],
  ],
  10: [
    [0, 'bullseye'],
    [12, 'bookworm'],
    [18, 'trixie'],
  ],
  11: [
    [0, 'bullseye'],
    [4, 'bookworm'],
    [13, 'trixie'],
  ],
  12: [
    [0, 'bookworm'],
    [11, 'trixie'],
  ],
  13: [
    [0, 'bookworm'],
    [6, 'trixie'],
  ],
  14: [[0, 'trixie']],
};
