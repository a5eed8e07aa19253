import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';

/** A distribution of Python that an image has, and more of which is not known. */
export interface Brought {
  readonly name: string;
  /** `==2.17.0`, or empty. */
  readonly version: string;
}

interface Row {
  readonly image: RegExp;
  /** The tags whose images are made so. */
  readonly tag?: RegExp;
  readonly brings: readonly string[];
  /** The first of them has the version of the tag. */
  readonly versioned?: true;
}

const science = ['pandas', 'numpy', 'scipy', 'scikit-learn', 'matplotlib', 'seaborn'];

// From the Dockerfiles of the images, read 2026-11-30: what those of all years install.
const rows: readonly Row[] = [
  {
    image: /^tensorflow\/tensorflow$/,
    // Images for development have what builds it.
    tag: /^(?!.*(?:devel|custom|nightly|build)).*$/,
    brings: ['tensorflow', 'numpy'],
    versioned: true,
  },
  { image: /^pytorch\/pytorch$/, brings: ['torch', 'torchvision', 'numpy'] },
  { image: /^vllm\/vllm-openai$/, brings: ['vllm'], versioned: true },
  { image: /^rayproject\/ray(?:-ml|-llm)?$/, brings: ['ray'], versioned: true },
  {
    image: /^tiangolo\/uvicorn-gunicorn-fastapi$/,
    brings: ['fastapi', 'uvicorn', 'gunicorn'],
  },
  { image: /^tiangolo\/uvicorn-gunicorn$/, brings: ['uvicorn', 'gunicorn'] },
  { image: /^(?:quay\.io\/)?jupyter\/(?:scipy|datascience|pyspark)-notebook$/, brings: science },
  {
    image: /^(?:quay\.io\/)?jupyter\/tensorflow-notebook$/,
    brings: ['tensorflow', ...science],
  },
  { image: /^quay\.io\/jupyter\/pytorch-notebook$/, brings: ['torch', 'torchvision', ...science] },
];

/** Some of the distributions of Python that a base image has. */
export const broughtByBase = (image: ImageRef): readonly Brought[] => {
  if (isWindowsImage(image)) return [];
  const name = imageName(image);
  const tag = image.tag ?? '';
  const row = rows.find((each) => each.image.test(name) && (each.tag?.test(tag) ?? true));
  const version = /^v?(\d+\.\d+\.\d+)(?:-(?!rc)|$)/.exec(tag)?.[1];
  return (row?.brings ?? []).map((each, i) => ({
    name: each,
    version: i === 0 && row?.versioned && version !== undefined ? `==${version}` : '',
  }));
};
