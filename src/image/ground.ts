import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';
import { several } from '../text/memo.ts';
import { type Known, no, unknown, yes } from './known.ts';
import type { Entry, Ground } from './tree.ts';

/** The directories that a base image has content in; below any other there is nothing. */
interface Row {
  readonly image: RegExp;
  /** Besides those of every Linux distribution. */
  readonly more: readonly string[];
  /** A directory of the system that is empty. */
  readonly bare?: string;
}

/** Directories in which packages of a distribution put files. */
const system = [
  ...['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'libx32', 'media', 'proc', 'run'],
  ...['sbin', 'sys', 'usr', 'var'],
].map((name) => `/${name}`);

/** Directories that every Linux distribution has, and that are empty in its image. */
const empty = ['/home', '/mnt', '/opt', '/srv', '/tmp', '/root'];

// From the Dockerfiles of the images (read 2026-11): where they put files of their own.
const rows: readonly Row[] = [
  { image: /^(?:python|debian|alpine|rust|buildpack-deps)$/, more: [] },
  // Ubuntu 23.04 and later have a user.
  { image: /^ubuntu$/, more: ['/home/ubuntu'] },
  { image: /^node$/, more: ['/home/node', '/opt'] },
  { image: /^golang$/, more: ['/go'] },
  { image: /^nvidia\/cuda$/, more: ['/opt/nvidia', '/home/ubuntu'] },
  { image: /^pytorch\/pytorch$/, more: ['/opt/conda', '/workspace', '/home/ubuntu'] },
  { image: /^tensorflow\/tensorflow$/, more: ['/tf', '/opt', '/home/ubuntu'] },
  {
    image: /^(?:continuumio\/(?:mini|ana)conda3|condaforge\/(?:miniforge3|mambaforge))$/,
    more: ['/opt/conda', '/root'],
  },
  { image: /^mambaorg\/micromamba$/, more: ['/opt/conda', '/home', '/root', '/tmp'] },
  { image: /^(?:ghcr\.io\/astral-sh\/uv|astral\/uv)$/, more: ['/uv', '/uvx', '/root'] },
  { image: /^public\.ecr\.aws\/lambda\/python$/, more: ['/opt'], bare: '/var/task' },
  { image: /^(?:amazonlinux|rockylinux|almalinux|fedora)$/, more: ['/opt'] },
];

/** What the image of a stage has before its first instruction. */
export const groundOf = several((image: ImageRef | undefined): Ground => {
  const name = image && imageName(image);
  if (name === 'scratch') return { entry: () => no({ text: 'scratch is empty' }) };
  const row =
    image && !isWindowsImage(image) ? rows.find((each) => each.image.test(name ?? '')) : undefined;
  return {
    entry(path): Known<Entry> {
      if (path === '/') return yes({ kind: 'directory' }, { kind: 'base', image: name ?? '' });
      if (!row)
        return unknown({
          text: `what ${image?.text ?? 'the base image'} holds is not known`,
        });
      if (row.more.some((each) => path === each || path.startsWith(`${each}/`)))
        return unknown({ text: `what ${image?.text} holds in ${path} is not known` });
      if (path === row.bare) return yes({ kind: 'directory' }, { kind: 'base', image: name ?? '' });
      if (row.bare !== undefined && path.startsWith(`${row.bare}/`))
        return no({ text: `${image?.text} does not have it` });
      const [top] = /^\/[^/]+/.exec(path) ?? [path];
      if (system.includes(top))
        return unknown({ text: `what ${image?.text} holds in ${top} is not known` });
      if (empty.includes(path))
        return yes({ kind: 'directory' }, { kind: 'base', image: name ?? '' });
      if (row.more.some((each) => each.startsWith(`${path}/`)))
        return yes({ kind: 'directory' }, { kind: 'base', image: name ?? '' });
      // Settings of the shells for root.
      if (/^\/root\/\./.test(path))
        return unknown({ text: `what ${image?.text} holds in /root is not known` });
      return no({ text: `${image?.text} does not have it` });
    },
  };
}, 1024);
