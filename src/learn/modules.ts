/** A named group of concepts, shown as one block of the overview. */
export interface Module {
  readonly id: ModuleId;
  readonly title: string;
}

/** Names one of the nine modules. */
export type ModuleId =
  | 'why'
  | 'dockerfile'
  | 'images'
  | 'deps'
  | 'security'
  | 'serving'
  | 'k8s'
  | 'scale'
  | 'operate';

/** The modules in teaching order. */
export const modules: readonly Module[] = [
  { id: 'why', title: 'Why containers' },
  { id: 'dockerfile', title: 'Writing a Dockerfile' },
  { id: 'images', title: 'Images, layers and registries' },
  { id: 'deps', title: 'Dependencies and model files' },
  { id: 'security', title: 'Safe by default' },
  { id: 'serving', title: 'Serving a model' },
  { id: 'k8s', title: 'Kubernetes objects' },
  { id: 'scale', title: 'Scaling and rollouts' },
  { id: 'operate', title: 'Operating and monitoring' },
];
