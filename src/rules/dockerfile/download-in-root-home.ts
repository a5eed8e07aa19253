import { baseImage } from '../../data/base-images.ts';
import { opensRootHome, otherUser } from '../../project/root-home.ts';
import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve, runsThrough, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched, pythonProgram } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './download-in-root-home.md' with { type: 'text' };

const rule: Rule = {
  id: 'download-in-root-home',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'suggested',
  about: ['USER'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const name = stage && otherUser(file, stage, project);
    if (!stage || name === undefined) return;
    const state = finalState(file, stage);
    const image = rootImage(stage);
    if (!image || baseImage(image)?.user !== 'root') return;
    if (lineage(stage).some(({ instructions }) => instructions.some(mayMove))) return;
    if (set.some((name) => variableIn(state, name))) return;
    for (const { run, state: before } of runsThrough(file, stage)) {
      const as = before.user && resolve(before.user, before);
      if (before.user && !/^(?:root|0)(?::|$)/.test(as ?? '')) continue;
      if (set.some((name) => variableIn(before, name))) continue;
      if (cacheMountOver(run, /^\/root(?:\/|$)/, before)) continue;
      for (const command of run.script.commands) {
        const found = downloadOf(command);
        if (!found) continue;
        yield {
          at: command.span,
          message: `${found.what} into ${found.folder}, and the container starts as ${name}, who has another home directory: ${found.result}.`,
          ...(found.after === undefined
            ? {}
            : {
                fixes: [
                  {
                    title: 'Download to /usr/share/nltk_data',
                    edits: () => [insert(found.after ?? 0, ' -d /usr/share/nltk_data')],
                  },
                ],
              }),
        };
        return;
      }
    }
  },
};
export default rule;

// Each of these decides where the libraries look.
const set = [
  ...['HOME', 'XDG_CACHE_HOME', 'NLTK_DATA', 'HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE'],
  ...['TRANSFORMERS_CACHE', 'SENTENCE_TRANSFORMERS_HOME', 'TORCH_HOME'],
];

/** Whether an instruction may bring what is in the home of root to another place, or let others in. */
const mayMove = (instruction: Instruction): boolean => {
  const each = triggered(instruction);
  if (each.keyword === 'COPY') return each.sources.some(({ text }) => /^\/root(?:\/|$)/.test(text));
  return opensRootHome(each);
};

interface Found {
  readonly what: string;
  readonly folder: string;
  /** What comes of it. */
  readonly result: string;
  /** Where an option for the directory can be added. */
  readonly after?: number;
}

const again = 'it is downloaded again when the container starts';
const missing = 'nltk stops with LookupError: Resource not found';

/** A call of the libraries of Hugging Face with the name of a model, not with a path. */
const fromHub =
  /(?:\.from_pretrained|\bsnapshot_download|\bSentenceTransformer|\bCrossEncoder)\(\s*(?:repo_id=)?\\?['"][^'"./\\]/;

/** What a command downloads into the home directory. */
const downloadOf = (outer: Command): Found | undefined => {
  const command = launched(outer);
  const { name, words } = command;
  if (outer.assignments.length > 0 || command.assignments.length > 0) return undefined;
  const hub = {
    what: 'The model is downloaded',
    folder: '/root/.cache/huggingface',
    result: again,
  };
  if (/^(?:hf|huggingface-cli)$/.test(name)) {
    const elsewhere = words.some(({ text }) => /^--(?:local-dir|cache-dir)/.test(text));
    return words[1]?.text === 'download' && !elsewhere ? hub : undefined;
  }
  const python = pythonProgram(words);
  const data = {
    what: 'The data of NLTK is downloaded',
    folder: '/root/nltk_data',
    result: missing,
  };
  if (python?.module?.text === 'nltk.downloader') {
    const elsewhere = python.rest.some(({ text }) => /^(?:-d|--dir)/.test(text));
    return elsewhere ? undefined : { ...data, after: python.module.span[1] };
  }
  const at = words.findIndex(({ text }) => text === '-c');
  const code = python && at > 0 ? (words[at + 1]?.text ?? '') : '';
  if (/nltk\.download\(/.test(code)) return /download_dir/.test(code) ? undefined : data;
  if (/cache_dir|cache_folder|local_dir|environ|save/.test(code)) return undefined;
  return fromHub.test(code) ? hub : undefined;
};
