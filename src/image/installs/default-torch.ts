import type { PythonKnowledge } from '../../data/python-knowledge.ts';
import { setsIndex } from '../../project/asked-of-pip.ts';
import { surelyBrings } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { containersOf, servicesOf } from '../../project/services.ts';
import { baseOf } from '../../project/stage-base.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { imageName } from '../../text/image.ts';
import { entryOf } from '../start/entry.ts';
import { type Installed, type InstalledByPip, installsOf } from './installed.ts';

/** The first requirement that brings PyTorch with CUDA into an image that nothing gives a GPU; undefined when there is none, or that is not known. */
export const torchWithoutGpu = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): InstalledByPip | undefined => {
  const { packages } = project;
  const image = rootImage(stage);
  if (!packages || !image || !baseOf(stage) || !plain.test(imageName(image))) return undefined;
  if (
    setsIndex(file) ||
    ofGpus.test(file.text) ||
    ofGpus.test(file.path) ||
    otherMachine.test(file.text)
  )
    return undefined;
  const { folder } = buildContext(file, project);
  const { python } = installsOf(file, stage, folder, project);
  const torch = python.filter(({ name }) => name === 'torch');
  const found = torch.length > 0 ? torch[0] : python.find((each) => bringsTorch(each, packages));
  if (!found || !isDefault(found) || torch.length > 1) return undefined;
  return hasNoGpu(file, stage, project) ? found : undefined;
};

// Images without CUDA, in which a GPU would still work, as the wheels bring what they need.
const plain = /^(?:python|debian|ubuntu|ghcr\.io\/astral-sh\/uv)$/;

const ofGpus = /cuda|\bgpus?\b|nvidia|rocm|\bcu1\d\d\b|[-_]gpu\b/i;

const otherMachine = /arm64|aarch64|TARGETARCH|TARGETPLATFORM|BUILDPLATFORM/i;

const isDefault = (each: Installed): each is InstalledByPip =>
  each.pip?.files === 'pypi' && !each.pip.maybe && !each.version.includes('+');

const bringsTorch = (each: Installed, packages: PythonKnowledge): boolean =>
  isDefault(each) && surelyBrings(each, 'torch', undefined, packages);

/** Whether what runs the image asks for no GPU or, where nothing of the project runs it, its code speaks of none. */
const hasNoGpu = (file: DockerfileIn, stage: Stage, project: Project): boolean => {
  const services = servicesOf(file, project);
  const containers = containersOf(file, project);
  const asks =
    services.some(({ gpu }) => gpu !== undefined) ||
    containers.some(({ requests }) => requests.some((name) => ofGpus.test(name)));
  if (asks) return false;
  if (containers.length > 0 || services.length > 0) return true;
  const entry = entryOf(file, stage, project);
  const files = entry ? loadedFiles(entry.file, entry.root, project) : [];
  return files.length > 0 && files.every((path) => !project.python(path)?.gpu);
};
