import type { Inherited } from '../syntax/dockerfile/model.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { Home } from './homes.ts';

/** A value and where it was read. */
export interface Fact<T> {
  readonly value: T;
  readonly file: Path;
  readonly at: Span;
}

/** What a Dockerfile tells other files about the image it builds: its last stage. */
export interface DockerfileFacts {
  readonly file: Path;
  /** The number of its last stage, and its name. */
  readonly last?: readonly string[];
  /** The images that its stages start from, after ARG defaults. */
  readonly bases: readonly string[];
  /** The image that the last stage goes back to. */
  readonly base?: string;
  /** What stages that start from the image have of it. */
  readonly settings?: Inherited;
  /** It takes the whole build context into the image. */
  readonly takesAll?: true;
  /** Ports named by EXPOSE, here and in parent stages. */
  readonly exposed: readonly Fact<number>[];
  /** The server that the start command runs, when one is recognised. */
  readonly server?: ServerFact;
  /** It installs a release of MLflow whose server looks at the Host header. */
  readonly looksAtHost?: true;
  /** What a container of the image starts. */
  readonly start?: StartFacts;
  /** The user at start: of USER, or of a base image known to set one; missing when not known. */
  readonly user?: Fact<string>;
  /** Whether the image holds CUDA; undefined when the base is not known. */
  readonly cuda?: boolean;
  /** The Python minor version of the base image: `3.12`. */
  readonly python?: string;
}

/** What a container of an image starts, as far as its Dockerfile tells. */
export interface StartFacts {
  /** `none` when neither the Dockerfile nor its base image has one; missing when not known. */
  readonly entrypoint?: 'own' | 'none';
  /** The shell script that ENTRYPOINT names, as a path in the image. */
  readonly script?: Fact<string>;
  /** CMD, where it is a JSON array. */
  readonly command?: Fact<readonly string[]>;
  /** All words of ENTRYPOINT and CMD. */
  readonly words?: readonly string[];
  /** The file that the start command runs, as a path in the image; missing when no COPY can have brought it. */
  readonly code?: Fact<string>;
  /** The paths in the build context that a COPY may bring that file from, wildcards and variables as they are written. */
  readonly sources?: readonly string[];
  /** Python runs that file as a program, so that what is under `if __name__ == "__main__"` runs. */
  readonly runsCode?: true;
}

/** A recognised server with the address it listens on. */
export interface ServerFact {
  readonly name: string;
  /** The words of the start command that name it. */
  readonly file: Path;
  readonly at: Span;
  /** The port it listens on; missing when a variable decides. */
  readonly port?: Fact<number>;
  /** Variables that the port comes from, or would, were they set. */
  readonly variables: readonly string[];
  /** The address it binds to; missing when a variable or a file decides. */
  readonly host?: string;
}

/** What a Kubernetes object tells other files. */
export interface ObjectFacts {
  readonly file: Path;
  /** The name's span, or the document's first key. */
  readonly at: Span;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Its names after kustomizations that change it. */
  readonly aliases?: readonly string[];
  /** That of the kustomization that takes it in, else as written; missing when left to the caller, or when overlays differ. */
  readonly namespace?: string;
  /** Those of several overlays, which differ. */
  readonly namespaces?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The project of the repository that it belongs to. */
  readonly home?: Home;
  /** A patch or fragment: it is no object of its own. */
  readonly partial: boolean;
  readonly workload?: WorkloadFacts;
  readonly service?: ServiceFacts;
  readonly scaler?: ScalerFacts;
  /** The labels that a NetworkPolicy, PodDisruptionBudget or ServiceMonitor looks for. */
  readonly selector?: SelectorFacts;
  /** The keys of a ConfigMap or Secret. */
  readonly keys?: readonly string[];
  readonly claim?: ClaimFacts;
  /** The directories that a cluster of kind has from the machine on each of its nodes. */
  readonly nodeMounts?: readonly string[];
  /** A PersistentVolume that is a directory or a disk of one node. */
  readonly onNode?: true;
  /** The name of the Secret that an operator makes for it, where one of its fields says it. */
  readonly makes?: string;
}

/** What a PersistentVolumeClaim asks for. */
export interface ClaimFacts {
  /** `ReadWriteOnce` and the like. */
  readonly modes: readonly string[];
  /** An amount: `50Gi`. */
  readonly size?: Fact<string>;
  /** The class of its storage, where it names one. */
  readonly class?: string;
  /** It names its volume. */
  readonly bound?: true;
}

/** A label selector. */
export interface SelectorFacts {
  readonly labels: Readonly<Record<string, string>>;
  /** It holds more than labels, so what it selects is not known. */
  readonly open: boolean;
}

/** An object with a pod template. */
export interface WorkloadFacts {
  /** The labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly replicas?: Fact<number>;
  /** Its pods get no variables of Services: `enableServiceLinks: false`. */
  readonly unlinked?: true;
  /** Where that can be written, and the text. */
  readonly unlink?: Fact<string>;
  /** The claims that its volumes name. */
  readonly claims?: readonly Fact<string>[];
  /** It mounts directories of its node, or is privileged. */
  readonly ownsNode?: true;
  /** A container mounts something in the home directory of root. */
  readonly mountsInRoot?: true;
  /** Its pods are kept on nodes that it names, or beside other pods. */
  readonly pinned?: true;
  readonly containers: readonly ContainerFacts[];
}

export interface ContainerFacts {
  readonly name: string;
  readonly at: Span;
  readonly init: boolean;
  readonly image?: Fact<string>;
  readonly ports: readonly ContainerPort[];
  /** The ports that its probes ask: numbers or names. */
  readonly probes: readonly Fact<number | string>[];
  /** Command or arguments are set here, so the image's own start command does not tell the port. */
  readonly overridden: boolean;
  /** The long flags of its arguments, which the image's own ENTRYPOINT is given; missing where there are none. */
  readonly flags?: readonly string[];
  /** What it mounts where PostgreSQL keeps its data. */
  readonly dataMounts?: readonly DataMount[];
  /** It mounts a volume that may hold files of its own: any but those of ConfigMaps, Secrets and the like. */
  readonly mountsFiles?: true;
  /** The names of its own variables, and whether more come from a ConfigMap or Secret. */
  readonly env: readonly string[];
  readonly envFrom: boolean;
  /** It keeps standard input open, or has a terminal. */
  readonly interactive?: true;
  /** The numbers among the values of its own variables. */
  readonly values?: Readonly<Record<string, Fact<number>>>;
  /** The server that its own command starts. */
  readonly server?: OwnServer;
  /** The numbers in its command, arguments and variables, any of which may be a port; undefined when not all of them are known. */
  readonly numbers?: readonly number[];
  /** The names of requested resources: `cpu`, `memory`, `nvidia.com/gpu`; a limit without request counts, as in Kubernetes. */
  readonly requests: readonly string[];
}

/** A volume that a container mounts at or below a directory of a database. */
export interface DataMount {
  readonly path: Fact<string>;
  /** A volume of a PersistentVolumeClaim. */
  readonly claim: boolean;
  /** Only a directory of the volume is mounted: `subPath`. */
  readonly part: boolean;
}

/** A server that a pod's own command starts. */
export interface OwnServer {
  readonly name: string;
  /** The port that a word of the command says; missing when a variable does, or nothing. */
  readonly port?: Fact<number>;
  /** The variables that its port comes from, or would, were they set. */
  readonly variables: readonly string[];
}

export interface ContainerPort {
  readonly name?: string;
  readonly port: Fact<number>;
}

export interface ServiceFacts {
  readonly type: string;
  /** Has no address of its own: `clusterIP: None`. */
  readonly headless: boolean;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly name?: string;
  readonly port: Fact<number>;
  /** A number or a name; the port itself when not written. */
  readonly target: Fact<number | string>;
}

/** A HorizontalPodAutoscaler or ScaledObject. */
export interface ScalerFacts {
  readonly target: Fact<string>;
  readonly targetKind: string;
  readonly targetApiVersion?: string;
  /** The fewest pods it leaves; missing when not written or not known. */
  readonly least?: number;
  /** The most pods that it starts; missing when not written or not known. */
  readonly most?: number;
  /** Resource metrics that are a percentage of the request: `cpu`, `memory`. */
  readonly utilization: readonly Fact<string>[];
}
