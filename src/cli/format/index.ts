import type { Format } from '../arguments.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import type { Formatter } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** The printers by the name of their format. */
export const formatters: Readonly<Record<Format, Formatter>> = { github, json, sarif, text };
