const mostNamed = 6;

/** What is wrong with packages of these names, at least one, that have no version. */
export const unpinnedMessage = (names: readonly string[]): string => {
  const [only, second] = names;
  if (second === undefined)
    return `${only} has no version, so the next build can install another one than you tested with.`;
  const more = names.length - mostNamed;
  const all = more > 1 ? [...names.slice(0, mostNamed), `${more} others`] : names;
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1)} have no version, so the next build can install others than you tested with.`;
};

/** Whether a distribution is upgraded on purpose in nearly every Dockerfile, so that its version does not change what the model computes. */
export const isBuildTool = (name: string): boolean =>
  /^(?:pip|setuptools|wheel|uv|pipenv|poetry|build)$/.test(name);
