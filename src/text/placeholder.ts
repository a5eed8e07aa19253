/** Marks around what somebody fills in: `<your-image>`, `{username}/image`, `(dashboard_port)`, `__NAME__`, `@VERSION@`, `%PORT%`, `[[name]]`, and what SOPS has encrypted. */
const marked =
  /^ENC\[AES256_GCM,|<[A-Za-z][\w .:/|-]*>|(?:^|[/:.@-])\{[A-Za-z_][\w-]*\}|^\([A-Za-z_][\w -]*\)$|^__\w+__$|^@\w+@$|^%\w+%$|^\[\[.*\]\]$/;

/** Words that ask to be replaced: `YOUR_TOKEN`, `your-registry`, `REPLACE_ME`, `changeme`, `xxx`. */
const asking =
  /(?:^|[^A-Za-z])your(?:[-_ ]|$)|^your[A-Z]|\b(?:replace|change|fill|edit)[-_ ]?(?:me|this|it|in)\b|^(?:todo|fixme|tbd)$|(?:^|[-_./:])placeholder(?:$|[-_./:])|(?:^|[/.:@=_-])x{3,}(?:$|[/.:@_-])/i;

/** The words with which people mark a text that is still to be filled in: `# TODO`, `TODO: your model`. */
const note = /\b(?:TODO|FIXME)\b/;

/** Whether a text, or a part of it, stands for what somebody fills in before it is used. */
export const isPlaceholder = (text: string): boolean =>
  marked.test(text) || asking.test(text) || note.test(text);

/** Whether a text is words in capitals, which are a placeholder where small letters or numbers belong: `PORT`, `FILLED BY THE OPERATOR`. */
export const isCapitals = (text: string): boolean =>
  /^[A-Z][A-Z0-9]+(?:[_ -][A-Z0-9]+)*$/.test(text);
