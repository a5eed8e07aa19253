import type { Recipe } from '../syntax/builds/model.ts';
import type { DockerIgnore } from '../syntax/dockerignore.ts';
import type { EnvFile } from '../syntax/dotenv.ts';
import type { Chart, ChartFile } from '../syntax/kubernetes/chart.ts';
import type { Kustomization } from '../syntax/kustomization.ts';
import type { LockFile, ProjectFile } from '../syntax/python/project-file.ts';
import type { PythonFile } from '../syntax/python/scan.ts';
import type { Requirements } from '../syntax/requirements.ts';
import type { ShellFile } from '../syntax/shell/script-file.ts';
import type { GitIgnore } from '../text/gitignore.ts';
import type { DockerfileFacts, ObjectFacts } from './facts.ts';
import type { DockerfileIn, ResourceIn } from './project.ts';

/** What a file was read as. */
export type Model =
  | { readonly kind: 'dockerfile'; readonly file: DockerfileIn; readonly facts: DockerfileFacts }
  | {
      readonly kind: 'kubernetes';
      readonly text: string;
      readonly patches: Patches;
      /** The chart whose values it was read with. */
      readonly chart: Chart | undefined;
      readonly resources: readonly ResourceIn[];
      readonly facts: readonly ObjectFacts[];
    }
  | { readonly kind: 'kustomization'; readonly facts: Kustomization }
  | { readonly kind: 'chart'; readonly facts: ChartFile }
  | { readonly kind: 'python'; readonly facts: PythonFile }
  | { readonly kind: 'shell'; readonly script: ShellFile; readonly recipe: () => Recipe }
  | { readonly kind: 'recipe'; readonly text: string; readonly recipe: () => Recipe }
  | { readonly kind: 'gitignore'; readonly text: string; readonly rules: GitIgnore }
  | { readonly kind: 'env-file'; readonly facts: EnvFile }
  | { readonly kind: 'requirements'; readonly facts: Requirements }
  | { readonly kind: 'python-project'; readonly facts: ProjectFile | undefined }
  | { readonly kind: 'python-lock'; readonly facts: LockFile | undefined }
  | { readonly kind: 'dockerignore'; readonly facts: DockerIgnore }
  | { readonly kind: 'settings'; readonly text: string }
  | { readonly kind: 'too-large' };

/** Which objects of a file are read as patches: those that lack the image of a container, where patches may stand. */
export type Patches = 'none' | 'incomplete' | 'all';
