import { scalersIn, selectedBy, servicesIn, targetOf } from '../project/links.ts';
import type { Model } from '../project/model.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { stageNamed } from '../syntax/dockerfile/stages.ts';
import { stateBefore, variableIn } from '../syntax/dockerfile/state.ts';
import type { Path } from '../text/path.ts';
import { type Span, touches } from '../text/span.ts';
import { chartValueAt } from './chart-value.ts';
import { variableAt } from './hover-dockerfile.ts';

interface Target {
  readonly file: Path;
  readonly at: Span;
}

/** Where the thing at an offset is defined. */
export const definitionIn = (
  model: Model | undefined,
  offset: number,
  project: Project,
): readonly Target[] => {
  if (model?.kind === 'dockerfile') return inDockerfile(model.file, offset);
  if (model?.kind !== 'kubernetes') return [];
  const resource = model.resources.find(({ span }) => touches(span, offset));
  if (!resource) return [];
  const value = chartValueAt(resource, offset);
  if (value) return [{ file: value.file, at: value.known.at }];
  for (const { path, image } of resource.containers()) {
    if (!image || !touches(resource.at([...path, 'image']), offset)) continue;
    const built = project.dockerfileOf(image);
    return built ? [{ file: built.file, at: [0, 0] }] : [];
  }
  const own = project.own(resource);
  const scaler = own && scalersIn([own]).find((each) => touches(each.scaler.target.at, offset));
  if (scaler) {
    const target = targetOf(scaler, project);
    return target ? [{ file: target.file, at: target.at }] : [];
  }
  const selector = resource.key(['spec', 'selector']);
  const service = own && servicesIn([own])[0];
  const last = resource.at(['spec', 'selector']);
  if (!service || !selector || offset < selector[0]) return [];
  const labels = resource.get(['spec', 'selector']);
  const spans = Object.keys(typeof labels === 'object' && labels !== null ? labels : {}).map(
    (key) => resource.at(['spec', 'selector', key]),
  );
  if (!touches(last, offset) && !spans.some((span) => touches(span, offset))) return [];
  return selectedBy(service, project).map(({ file, at }) => ({ file, at }));
};

const inDockerfile = (file: DockerfileIn, offset: number): readonly Target[] => {
  const instruction = file.instructions.find(({ span }) => touches(span, offset));
  if (!instruction) return [];
  const stage = file.stages.find(
    ({ from, instructions }) => from === instruction || instructions.includes(instruction),
  );
  const word =
    instruction.keyword === 'FROM'
      ? instruction.image
      : instruction.keyword === 'COPY'
        ? instruction.from
        : undefined;
  if (word && touches(word.span, offset)) {
    const target = stageNamed(file.stages.slice(0, stage?.index ?? 0), word.text);
    const at = target?.from.name?.span;
    return at ? [{ file: file.path, at }] : [];
  }
  const used = variableAt(file.text, offset);
  const declared =
    used && stage && variableIn(stateBefore(file, stage, instruction), used.name)?.declared;
  return declared ? [{ file: file.path, at: declared.span }] : [];
};
