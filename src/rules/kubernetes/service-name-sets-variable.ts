import type { ContainerFacts } from '../../project/facts.ts';
import { filesStartedBy } from '../../project/image-code.ts';
import {
  canBeMeant,
  placeFor,
  servicesIn,
  type Workload,
  workloadsIn,
} from '../../project/links.ts';
import type { Project } from '../../project/project.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { basename } from '../../text/path.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './service-name-sets-variable.md' with { type: 'text' };

const rule: Rule = {
  id: 'service-name-sets-variable',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'service',
  fix: 'suggested',
  about: ['Service'],

  *check(resource, project) {
    const own = project.own(resource);
    const service = own && servicesIn([own])[0];
    // Without an address of its own, a Service sets no variables.
    if (!service || service.service.headless || service.service.type === 'ExternalName') return;
    const variable = `${service.name.toUpperCase().replaceAll('-', '_')}_PORT`;
    if (!read.has(variable)) return;
    const hit = workloadsIn(project.find('pods')).filter(
      (each) =>
        !each.workload.unlinked &&
        canBeMeant(service, each) &&
        readerIn(each, variable, project) !== undefined,
    );
    const [first] = hit;
    const reader = first && readerIn(first, variable, project);
    if (!first || !reader) return;
    const edits = hit.map(({ workload: { unlink } }) =>
      unlink
        ? {
            span: unlink.at,
            text: unlink.value,
            ...(unlink.file === resource.path ? {} : { path: unlink.file }),
          }
        : undefined,
    );
    yield {
      at: resource.at(['metadata', 'name']),
      message: `For a Service named ${service.name}, Kubernetes sets ${variable}=tcp://… in the pods of ${first.name || first.kind}, where ${reader} reads it as its own setting and fails.`,
      related: hit.map(placeFor),
      ...mend('Set enableServiceLinks: false in the pods', ...edits),
    };
  },
};
export default rule;

/** Images whose program reads such a variable. From their sources, 2026-11. */
const images: readonly (readonly [image: RegExp, variable: string, program: string])[] = [
  [/(?:^|\/)vllm\/vllm-openai$/, 'VLLM_PORT', 'vLLM'],
  [
    /(?:^|\/)(?:confluentinc\/cp-(?:server|kafka|enterprise-kafka)|wurstmeister\/kafka)$/,
    'KAFKA_PORT',
    'Kafka',
  ],
  [/(?:^|\/)confluentinc\/cp-schema-registry$/, 'SCHEMA_REGISTRY_PORT', 'Schema Registry'],
  [/(?:^|\/)confluentinc\/cp-kafka-rest$/, 'KAFKA_REST_PORT', 'the REST proxy'],
  [/(?:^|\/)apache\/superset$/, 'SUPERSET_PORT', 'Superset'],
  [/(?:^|\/)n8nio\/n8n$/, 'N8N_PORT', 'n8n'],
];

const servers: ReadonlyMap<string, string> = new Map([
  ['MLFLOW_PORT', 'MLflow'],
  ['JUPYTER_PORT', 'Jupyter'],
  ['BENTOML_PORT', 'BentoML'],
  ['CHAINLIT_PORT', 'Chainlit'],
  ['UVICORN_PORT', 'uvicorn'],
  ['STREAMLIT_SERVER_PORT', 'Streamlit'],
  ['FLASK_RUN_PORT', 'Flask'],
  ['VLLM_PORT', 'vLLM'],
]);

/** Services whose ports code often reads by such a name: others are not looked for in it, so that a change of code asks few of them again. */
const usual = [
  ...['API', 'APP', 'BACKEND', 'CHROMA', 'DATABASE', 'DB', 'ELASTICSEARCH', 'EMBEDDING'],
  ...['GRPC', 'INFERENCE', 'KAFKA', 'LLM', 'MEMCACHED', 'MILVUS', 'MINIO', 'MODEL', 'MONGO'],
  ...['MONGODB', 'MYSQL', 'OLLAMA', 'POSTGRES', 'POSTGRESQL', 'QDRANT', 'RABBITMQ', 'REDIS'],
  ...['SERVER', 'TRITON', 'WEAVIATE', 'WEB', 'WORKER'],
];

const read: ReadonlySet<string> = new Set([
  ...usual.map((name) => `${name}_PORT`),
  ...images.map(([, variable]) => variable),
  ...servers.keys(),
]);

/** The program of a workload that reads the variable, which nothing in its container sets. */
const readerIn = (
  { workload }: Workload,
  variable: string,
  project: Project,
): string | undefined => {
  for (const container of workload.containers) {
    if (container.envFrom || container.env.includes(variable)) continue;
    const program =
      readerOf(container, variable, project) ?? codeThatReads(container, variable, project);
    if (program !== undefined) return program;
  }
  return undefined;
};

const readerOf = (
  { image, overridden, server: own }: ContainerFacts,
  variable: string,
  project: Project,
): string | undefined => {
  if (own && own.name !== 'vLLM')
    return !own.port && own.variables.includes(variable) ? servers.get(variable) : undefined;
  if (own && variable === 'VLLM_PORT') return servers.get(variable);
  if (!image) return undefined;
  const name = imageName(parseImage(image.value));
  const known = images.find(([pattern, each]) => each === variable && pattern.test(name));
  // With a command of its own a container of these skips the script that reads it; vLLM takes arguments.
  if (known) return overridden && variable !== 'VLLM_PORT' ? undefined : known[2];
  const server = overridden ? undefined : project.dockerfileOf(image.value)?.server;
  if (!server) return undefined;
  // A flag of the start command says the port.
  const asked =
    server.name === 'vLLM'
      ? variable === 'VLLM_PORT'
      : server.variables.includes(variable) && server.port?.at[0] === server.at[0];
  return asked ? servers.get(variable) : undefined;
};

/** The file of the project's own image that reads the variable when it starts. */
const codeThatReads = (
  { image, init, overridden }: ContainerFacts,
  variable: string,
  project: Project,
): string | undefined => {
  const built = overridden || init || !image ? undefined : project.dockerfileOf(image.value);
  const files = built ? filesStartedBy(built, undefined, project) : [];
  const file = files.find((path) =>
    project.python(path)?.ports?.some(({ name }) => name === variable),
  );
  return file && basename(file);
};
