/** Whether a path is one of a compose file. */
export const isCompose = (path: string): boolean =>
  /(?:^|\/)(?:[^/]*docker-compose|(?:[^/]*\.)?compose)[^/]*\.ya?ml$/.test(path) &&
  !/(?:^|\/)\.(?:github|gitea)\//.test(path);

/** Whether a YAML text is one of Compose whatever its name: services, one of which is built. */
export const isComposeText = (text: string): boolean =>
  /^services:[ \t]*\r?$/m.test(text) &&
  /^[ \t]+build:/m.test(text) &&
  /^[ \t]+(?:image|context|ports|environment|volumes|command):/m.test(text);
