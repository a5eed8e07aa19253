import { archiveEffects } from './archives.ts';
import { downloadEffects } from './downloads.ts';
import type { Effect } from './effect.ts';
import { nothing } from './effect.ts';
import { fileEffects } from './files.ts';
import { effectName, installerEffects } from './installers.ts';
import { userEffects } from './users.ts';

/** Programs that change no file that is looked for. */
const harmless: ReadonlySet<string> = new Set(
  [
    'echo printf true false : test [ [[ export set unset cd pushd popd shopt local declare alias umask ulimit exit return trap wait sleep read',
    'ls cat head tail grep egrep fgrep sort uniq wc date which command type hash id whoami uname env printenv file stat readlink realpath basename dirname',
    'sha256sum sha512sum sha1sum md5sum cmp diff nproc getconf ldd tr cut awk gawk jq yq seq expr dpkg-query lsb_release arch dpkg-architecture',
    'ldconfig update-ca-certificates locale-gen update-locale localedef dpkg-reconfigure debconf-set-selections fc-cache apt-cache apt-key apt-mark add-apt-repository apt-config',
    'groupadd addgroup chgrp chsh passwd chpasswd gpasswd setcap sync strip nvidia-smi gpg gpg2 kill pkill ps df du free chattr',
  ]
    .join(' ')
    .split(' '),
);

const tables = [fileEffects, archiveEffects, downloadEffects, userEffects, installerEffects];

/** The effect of a program; undefined for one that is not described. */
export const effectOf = (name: string): Effect | undefined => {
  if (harmless.has(name)) return nothing;
  const known = effectName(name);
  return tables.find((each) => Object.hasOwn(each, known))?.[known];
};
