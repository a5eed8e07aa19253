/** A program that can leave its server in the background and end. */
export interface BackgroundServer {
  readonly program: RegExp;
  /** The words that have to come first. */
  readonly verbs?: readonly string[];
  /** The options that send it to the background; without one it goes by itself. */
  readonly by?: RegExp;
  /** Those of them that take the next word as their value. */
  readonly valued?: RegExp;
  /** Options that keep it in the foreground, or with which it starts nothing. */
  readonly unless?: RegExp;
  /** The words that keep it there. */
  readonly add?: readonly string[];
  /** A file that the program reads may say the same. */
  readonly file?: RegExp;
}

/**
 * Programs that servers are started with, from their sources and help texts of 2026-11: torchserve 0.12, ray 2.60, gunicorn 27, celery 5.7, uwsgi
 * 2.0.31; nginx of Debian 12 was run. httpd, Redis, sshd, cron and pm2 are from memory.
 */
export const backgroundServers: readonly BackgroundServer[] = [
  {
    program: /^(?:torchserve|multi-model-server)$/,
    by: /^--start$/,
    unless: /^(?:--foreground|--stop|--version|-v|--help|-h)$/,
    add: ['--foreground'],
  },
  { program: /^ray$/, verbs: ['start'], unless: /^(?:--block|--help)(?:$|=)/, add: ['--block'] },
  { program: /^gunicorn$/, by: /^(?:-D|--daemon)$/, unless: /^--(?:check-config|help|version)$/ },
  { program: /^uwsgi$/, by: /^(?:-d|--daemonize|--daemonize2)(?:$|=)/, valued: /^--?\w+$/ },
  { program: /^celery$/, verbs: ['multi', 'start'] },
  {
    program: /^nginx$/,
    unless: /daemon\s+off|^-[tTvVqsh?]$/,
    add: ['-g', 'daemon off;'],
    file: /nginx(?:\/|\.conf|$)/,
  },
  { program: /^(?:apachectl|apache2ctl|httpd)$/, verbs: ['start'], unless: /FOREGROUND/ },
  {
    program: /^(?:apachectl|apache2ctl|httpd)$/,
    verbs: ['-k', 'start'],
    unless: /FOREGROUND/,
    add: ['-D', 'FOREGROUND'],
  },
  { program: /^redis-server$/, by: /^--daemonize$/, valued: /^--daemonize$/, unless: /^no$/ },
  { program: /^sshd$/, unless: /^-[A-Za-z]*[DdtTGiV?]/, add: ['-D'] },
  { program: /^cron$/, unless: /^-[A-Za-z]*f/, add: ['-f'] },
  { program: /^pm2$/, verbs: ['start'], unless: /^--no-daemon$|^--attach$/, add: ['--no-daemon'] },
];
