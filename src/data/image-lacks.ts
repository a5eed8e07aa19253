import { type ImageRef, imageName, isWindowsImage } from '../text/image.ts';

interface Row {
  readonly image: RegExp;
  /** The tags whose images are made so. */
  readonly tag?: RegExp;
  readonly lacks: readonly string[];
}

const none = ['curl', 'wget', 'nc', 'jq'];
const noPython = [...none, 'python', 'python3'];

// From the Dockerfiles of the images, read 2026-11-30: what is installed in their last stage, over Debian's slim or Ubuntu's image.
const rows: readonly Row[] = [
  // https://github.com/ollama/ollama: ca-certificates and libraries, in all releases since 0.1.20
  { image: /^ollama\/ollama$/, lacks: noPython },
  // https://github.com/mlflow/mlflow/tree/master/docker: python:3.…-slim with mlflow
  { image: /^ghcr\.io\/mlflow\/mlflow$/, lacks: none },
  // https://github.com/qdrant/qdrant: ca-certificates, tzdata and libunwind8
  { image: /^qdrant\/qdrant$/, tag: /^(?!.*gpu).*$/, lacks: noPython },
  // https://github.com/chroma-core/chroma/tree/main/rust: dumb-init, libssl-dev and ca-certificates
  {
    image: /^(?:chromadb\/chroma|ghcr\.io\/chroma-core\/chroma)$/,
    tag: /^(?:latest|1\.\d+\.\d+)$/,
    lacks: noPython,
  },
];

/** Whether an image is known to have no program of a name. */
export const lacksProgram = (image: ImageRef, program: string): boolean => {
  if (isWindowsImage(image)) return false;
  const name = imageName(image);
  const row = rows.find(
    (each) => each.image.test(name) && (each.tag?.test(image.tag ?? 'latest') ?? true),
  );
  return row?.lacks.includes(program) ?? false;
};
