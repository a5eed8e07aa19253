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
    'xz yes zip zcat bzip2 aria2c git git-lfs gpgv conda mamba micromamba npm yarn pnpm dnf yum microdnf tdnf zypper rpm',
  ]
    .join(' ')
    .split(' '),
);

/** Whether a command may start programs that its words do not name: a script, a build tool, an installer. */
export const runsOthers = (command: Command): boolean => {
  const run = launched(command);
  const { name, words } = run;
  if (name === '.' || words[0]?.dynamic) return true;
  if (isPython(words[0])) return words[1]?.text !== '-m' || words[2]?.text !== 'pip';
  if (name === 'find') {
    const at = words.findIndex(({ text }) => /^-(?:exec|ok)(?:dir)?$/.test(text));
    return at >= 0 && !isPlain(nameOf(words[at + 1]));
  }
  if (/^(?:npm|yarn|pnpm)$/.test(name))
    return !/^(?:ci|install|i|add|cache|config|set|-.*)$/.test(words[1]?.text ?? 'install');
  if (/^(?:uv|conda|mamba|micromamba)$/.test(name) && words[1]?.text === 'run') return true;
  return !isPlain(name) || words[0]?.text.startsWith('./') === true;
};

const isPlain = (name: string): boolean => plain.has(name) || /^pip[\d.]*$/.test(name);
