/** A comment of hadolint as hadolint reads it: the scope, `global` or `stage`, and the list of codes; with any other word in the list it is none. */
export const hadolintComment =
  /^hadolint[ \t]+(?:(global|stage)[ \t]+)?ignore[ \t]*=[ \t]*([DLSC\d]+(?:[ \t]*,[ \t]*[DLSC\d]+)*)[ \t]*(?:#.*)?$/;
