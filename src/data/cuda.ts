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
