// The rules of @monokle/validation (2024-02, its last release) by number, as its annotations name them, and ours that report the
// same. Several may, since Monokle puts into one rule what is several here.
const rules: Readonly<Record<string, readonly string[]>> = {
  KBP001: ['unpinned-image'],
  KBP002: ['missing-resources'],
  KBP003: ['missing-resources'],
  KBP004: ['missing-resources', 'missing-limits'],
  KBP005: ['missing-resources', 'missing-limits'],
  KBP100: ['dangerous-capability'],
  KBP101: ['container-runtime-socket'],
  KBP102: ['writable-root-filesystem'],
  KBP103: ['capabilities-kept'],
  KBP104: ['low-user-id'],
  KBP105: ['low-user-id'],
  KBP106: ['default-service-account'],
  KBP107: ['role-creates-pods'],
  KBP108: ['role-opens-shells'],
  KBP110: ['ssh-port-open'],
  KBP111: ['secret-in-manifest'],
  KBP112: ['secret-as-variable'],
  KBP113: ['low-container-port'],
  KBP114: ['service-open-outside'],
  KBP115: ['mount-reaches-node'],
  KBP116: ['unpinned-image'],
};

/** The names of our rules that report what a rule of Monokle does: by its number, `KBP001`, `PSS201`. */
export const monokleRules = (id: string): readonly string[] => {
  const known = rules[id.toUpperCase()];
  if (known) return known;
  return /^PSS\d{3}$/i.test(id) ? ['pod-security', 'pod-not-restricted'] : [];
};
