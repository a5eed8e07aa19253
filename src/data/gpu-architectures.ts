import type { Cuda } from './cuda.ts';

// The CUDA whose nvcc is the first, and the first that is too new, to compile for a compute capability. Read 2026-11-30 from
// `ptxas --help` of nvidia-cuda-nvcc 11.8, 12.0, 12.6, 12.8, 12.9 and `nvcc --list-gpu-arch` of 13.0, wheels of PyPI; 8.0 and 8.6 from
// issues of people with CUDA 10.2 and 11.0 on GitHub.
const since: Readonly<Record<string, string>> = {
  '8.0': '11.0',
  '8.6': '11.1',
  '8.9': '11.8',
  '9.0': '11.8',
  '10.0': '12.8',
  '12.0': '12.8',
  '10.3': '12.9',
  '12.1': '12.9',
  '11.0': '13.0',
};

const until: Readonly<Record<string, string>> = {
  '3.5': '12.0',
  '3.7': '12.0',
  '5.0': '13.0',
  '5.2': '13.0',
  '6.0': '13.0',
  '6.1': '13.0',
  '7.0': '13.0',
};

/** Whether the compiler of a CUDA knows a compute capability; with the CUDA that it takes, or that no longer knows it. */
export const lackingIn = (
  capability: string,
  cuda: Cuda,
): { readonly needs: string } | { readonly goneIn: string } | undefined => {
  const needs = Object.hasOwn(since, capability) ? since[capability] : undefined;
  if (needs !== undefined && order(cuda, needs) < 0) return { needs };
  const goneIn = Object.hasOwn(until, capability) ? until[capability] : undefined;
  return goneIn !== undefined && order(cuda, goneIn) >= 0 ? { goneIn } : undefined;
};

const order = ({ major, minor }: Cuda, other: string): number => {
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
};
