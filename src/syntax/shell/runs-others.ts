import type { Word } from '../word.ts';
import type { Command } from './model.ts';
import { isPython, launched, nameOf } from './program.ts';

// Programs of a build that start no program which the words do not name (2026-11).
const plain: ReadonlySet<string> = new Set(
  [
    '[ [[ : apk apt apt-cache apt-get apt-key apt-mark aptitude awk base64 basename cat cd chgrp chmod chown chpasswd cmp comm',
    'command cp curl cut date dd deluser df diff dirname dpkg dpkg-divert du echo egrep env exit export expr false fc-cache fgrep',
    'file find gawk getent gpg grep groupadd addgroup adduser groupmod gunzip gzip head hostname id install jq ldconfig ldd ln local',
    'locale-gen localedef ls md5sum mkdir mkfifo mktemp mv nproc patch pip popd printf pushd pwd read readlink realpath rm rmdir',
    'sed seq set sha1sum sha256sum sha512sum shasum shift shopt sleep sort stat strip sync tail tar tee test touch tr true umask',
    'uname uniq unlink unset unzip update-alternatives update-ca-certificates useradd userdel usermod uv wait wc wget which whoami',
    'alembic aws az bazelisk cargo chsh cmake crontab dvc flit g++ gcc gcloud gcsfuse gem getcap go gsutil htpasswd huggingface-cli hf',
    'javac jupyter jupyter-lab ldd locale lsb_release mvn nltk nvcc nvidia-smi openssl passwd pdm pipenv pipx poetry pyenv rustc rustup setcap',
    'spacy ssh-keygen ssh-keyscan tini unlzma virtualenv wandb xargs zstd',
    'xz yes zip zcat bzip2 aria2c git git-lfs gpgv conda mamba micromamba npm yarn pnpm dnf yum microdnf tdnf zypper rpm',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a command may start programs that its words do not name: a script, a build tool, an installer. */
export const runsOthers = (command: Command): boolean => {
  const run = launched(command);
  const { name, words } = run;
  if (name === '.' || name === 'source') return !isEnvironment(words[1]);
  if (words[0]?.dynamic && !/\/bin\/[\w.-]+$/.test(words[0].text)) return true;
  if (isPython(words[0])) return !isPlainPython(words);
  if (name === 'xargs') {
    const program = words.find(({ text }, i) => i > 0 && /^[a-z]/.test(text));
    return !isPlain(nameOf(program));
  }
  if (name === 'find') {
    const at = words.findIndex(({ text }) => /^-(?:exec|ok)(?:dir)?$/.test(text));
    return at >= 0 && !isPlain(nameOf(words[at + 1]));
  }
  if (/^(?:npm|yarn|pnpm)$/.test(name))
    return !/^(?:ci|install|i|add|cache|config|set|-.*)$/.test(words[1]?.text ?? 'install');
  if (/^(?:uv|conda|mamba|micromamba|poetry|pdm|pipenv|pipx|dvc|go|cargo)$/.test(name))
    return /^(?:run|repro|generate|test|build)$/.test(words[1]?.text ?? '') && name !== 'go';
  return !isPlain(name) || words[0]?.text.startsWith('./') === true;
};

const isPlain = (name: string): boolean => plain.has(name) || /^pip[\d.]*$/.test(name);

/** Whether a sourced file only sets variables, as its name says: that of a virtual environment or of the system. */
export const isEnvironment = (word: Word | undefined): boolean =>
  /^(?:activate(?:\.\w+)?|os-release|environment|\.?(?:bash|z)rc|\.profile|conda\.sh|\.env|env)$/.test(
    nameOf(word),
  );

/** Whether Python runs a module of its own, or a text that starts no program. */
const isPlainPython = (words: readonly Word[]): boolean => {
  const [, option, value] = words;
  if (option?.text === '-m')
    return /^(?:pip|venv|ensurepip|virtualenv|compileall|site|spacy|nltk\.downloader|ipykernel|zipfile)$/.test(
      value?.text ?? '',
    );
  if (option?.text === '-c')
    return !/\bapt|subprocess|system|popen|exec/i.test(value?.text ?? 'exec');
  return /^(?:-V|--version)$/.test(option?.text ?? '');
};
