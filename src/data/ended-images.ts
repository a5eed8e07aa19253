import { type ImageRef, imageName } from '../text/image.ts';
import { several } from '../text/memo.ts';

interface Row {
  readonly image: RegExp;
  /** The tags that are meant; without it, all. */
  readonly tag?: RegExp;
  readonly message: (name: string) => string;
}

// Each from what its publishers say, read in 2026-11.
const rows: readonly Row[] = [
  {
    // https://github.com/jupyter/docker-stacks, README.md
    image:
      /^jupyter\/(?:docker-stacks-foundation|(?:base|minimal|scipy|datascience|tensorflow|r|julia|pyspark|all-spark)-notebook)$/,
    message: (name) =>
      `${name} has had no updates on Docker Hub since 20 October 2023; newer images are quay.io/${name}.`,
  },
  {
    // https://github.com/anaconda/docker-images, README.md
    image: /^continuumio\/miniconda3?$/,
    message: (name) => `${name} gets no more updates; Miniconda's image is now anaconda/miniconda.`,
  },
  {
    image: /^continuumio\/anaconda[23]?$/,
    message: (name) => `${name} gets no more updates, and no image takes its place.`,
  },
  {
    // https://github.com/conda-forge/miniforge, README.md
    image: /^condaforge\/mambaforge$/,
    message: (name) =>
      `Mambaforge was retired in January 2025, so ${name} gets no more updates; condaforge/miniforge3 has the same packages.`,
  },
  {
    // https://github.com/tiangolo/uvicorn-gunicorn-docker, README.md, and those beside it
    image: /^tiangolo\/uvicorn-gunicorn(?:-fastapi|-starlette)?$/,
    message: (name) =>
      `${name} is deprecated; on an image of Python, uvicorn --workers does the same.`,
  },
  {
    image: /^tiangolo\/meinheld-gunicorn(?:-flask)?$/,
    message: (name) => `${name} is deprecated and gets no more updates.`,
  },
  {
    // https://github.com/pytorch/serve, README.md
    image: /^pytorch\/torchserve(?:-kfs)?(?:-nightly)?$/,
    message: (name) => `TorchServe is no longer maintained, so ${name} gets no security fixes.`,
  },
  {
    // https://github.com/ray-project/ray/issues/46378
    image: /^rayproject\/ray-ml$/,
    message: (name) =>
      `${name} is deprecated since Ray 2.31 and no longer published; rayproject/ray, with the packages that you need, takes its place.`,
  },
  {
    // https://github.com/docker-library/docs, openjdk/deprecated.md
    image: /^openjdk$/,
    tag: /^(?!.*-(?:ea|rc)\b)/,
    message: (name) =>
      `${name} has had no updates since July 2022 except for early-access builds; eclipse-temurin has Java with updates.`,
  },
  {
    // https://github.com/docker-library/docs, rockylinux/deprecated.md
    image: /^rockylinux$/,
    message: (name) => `${name} gets no updates; Rocky Linux publishes rockylinux/rockylinux.`,
  },
  {
    // https://github.com/bitnami/containers/issues/83267
    image: /^bitnami\/(?!minideb)/,
    tag: /^(?!latest$)./,
    message: (name) =>
      `Bitnami moved its images with versions to ${name.replace('bitnami', 'bitnamilegacy')} in 2025, where they get no updates.`,
  },
];

/** A sentence about an image that its publishers have given up; undefined for any other. */
export const endedImage = several((image: ImageRef): string | undefined => {
  const name = imageName(image);
  const row = rows.find(
    (each) => each.image.test(name) && (each.tag?.test(image.tag ?? '') ?? true),
  );
  return row?.message(name);
});
