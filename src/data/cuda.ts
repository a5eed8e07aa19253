import { type ImageRef, imageName } from '../text/image.ts';

/** A CUDA version. */
export interface Cuda {
  readonly major: number;
  readonly minor: number;
}

/** The CUDA of an image whose tag names it: NVIDIA's own and PyTorch's (their tags of 2026-11). */
export const cudaOfImage = (image: ImageRef): Cuda | undefined => {
  const name = imageName(image);
  const tag = image.tag ?? '';
  const match = isCudaImage(image)
    ? /^(\d+)\.(\d+)/.exec(tag)
    : name === 'pytorch/pytorch'
      ? /-cuda(\d+)\.(\d+)-/.exec(tag)
      : null;
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
};

/** Whether it is one of NVIDIA's plain CUDA images. */
export const isCudaImage = (image: ImageRef): boolean =>
  /^(?:nvcr\.io\/)?nvidia\/cuda$/.test(imageName(image));

/** The CUDA that a wheel's tag such as `cu124` names: the last digit is the minor version. */
export const cudaOfWheel = (tag: string): Cuda | undefined => {
  const match = /^cu(\d{1,2})(\d)$/.exec(tag);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
};

/** Whether an image is one of NVIDIA's plain CUDA images by the tag latest, which was taken away in January 2021 (NVIDIA/nvidia-docker#1454). */
export const lacksLatest = (image: ImageRef): boolean =>
  isCudaImage(image) && (image.tag ?? 'latest') === 'latest' && image.digest === undefined;

// The last release of each version, and what its tags call cuDNN: https://gitlab.com/nvidia/container-images/cuda/-/blob/master/doc/supported-tags.md, 2025-11.
const releases: Readonly<Record<string, readonly [release: string, cudnn: string]>> = {
  '12.0': ['12.0.1', 'cudnn8'],
  '12.1': ['12.1.1', 'cudnn8'],
  '12.2': ['12.2.2', 'cudnn8'],
  '12.3': ['12.3.2', 'cudnn9'],
  '12.4': ['12.4.1', 'cudnn'],
  '12.5': ['12.5.1', 'cudnn'],
  '12.6': ['12.6.3', 'cudnn'],
  '12.8': ['12.8.1', 'cudnn'],
  '12.9': ['12.9.1', 'cudnn'],
  '13.0': ['13.0.2', 'cudnn'],
};

/** Why one of NVIDIA's plain CUDA images has no such tag, and the one that is meant, where that is known; undefined for a tag that may be there. */
export const wrongCudaTag = (
  image: ImageRef,
): { readonly why: string; readonly meant?: string } | undefined => {
  const { digest, tag = '' } = image;
  const [, major = '', minor = '', patch, kind, system] =
    /^(1[2-9])\.(\d+)(?:\.(\d+))?(?:-((?:cudnn\d*-)?(?:base|runtime|devel)))?(?:-([a-z]+[\d.]+))?$/.exec(
      tag,
    ) ?? [];
  if (!isCudaImage(image) || major === '' || digest !== undefined) return undefined;
  const why =
    patch === undefined
      ? 'tags of CUDA 12 and later begin with three numbers, 12.4.1'
      : kind === undefined || system === undefined
        ? 'tags of CUDA 12 and later end with what is in the image and its system, runtime-ubuntu22.04'
        : undefined;
  if (why === undefined) return undefined;
  const [release, cudnn = 'cudnn'] = releases[`${major}.${minor}`] ?? [];
  if (release === undefined || kind === undefined) return { why };
  const meant = `${patch === undefined ? release : `${major}.${minor}.${patch}`}-${kind.replace(/^cudnn\d*/, cudnn)}-${system ?? 'ubuntu22.04'}`;
  return { why, meant };
};
