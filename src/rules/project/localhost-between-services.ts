import {
  type Address,
  addressesOf,
  behindPublished,
  containerPorts,
  type Neighbour,
} from '../../project/compose-addresses.ts';
import { isLoopback } from '../../project/server.ts';
import { replace } from '../../text/edit.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './localhost-between-services.md' with { type: 'text' };

const rule: Rule = {
  id: 'localhost-between-services',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'suggested',

  *check(project) {
    // Several services may read one file of variables.
    const told = new Set<string>();
    for (const { address, neighbours } of addressesOf(project)) {
      const { file, host, port, service, variable } = address;
      if (!isLoopback(host.text) || !port || !isOfPrograms(address)) continue;
      const own = neighbours.filter(({ name }) => name === service.name);
      if (own.some((each) => hasPort(each, port.value))) continue;
      const meant = neighbours.filter(
        (each) => each.name !== service.name && !each.network && hasPort(each, port.value),
      );
      const [first] = meant;
      if (!first) continue;
      if (told.has(`${host.at[0]} ${file}`)) continue;
      told.add(`${host.at[0]} ${file}`);
      const names = new Set(meant.map(({ name }) => name));
      yield {
        file,
        at: host.at,
        message: `In container ${service.name}, ${host.text} is the container itself, so ${variable.name} does not reach service ${first.name}.`,
        related: [{ file: first.file, at: first.at, message: `service ${first.name}` }],
        ...(names.size === 1 ? { fixes: [askService(address, port, first)] } : {}),
      };
    }
  },
};
export default rule;

const hasPort = (service: Neighbour, port: number): boolean =>
  containerPorts(service).includes(port) || behindPublished(service, port) !== undefined;

/** Schemes that no browser opens. */
const schemes =
  /^(?:redis|rediss|postgres|postgresql|mysql|mariadb|mongodb|amqp|bolt|neo4j|nats|ray)(?:\+\w+)?$/;

// Variables of clients that run in a container; what a page or a person opens is not among them.
const clients =
  /^(?:\w*MLFLOW_(?:TRACKING|REGISTRY|CONN)_UR[IL]|MLFLOW_S3_ENDPOINT_URL|AWS_ENDPOINT_URL\w*|S3_ENDPOINT(?:_URL)?|MINIO_ENDPOINT|PREFECT_API_URL|(?:CELERY_)?BROKER_URL|CELERY_RESULT_BACKEND|KAFKA_BOOTSTRAP_SERVERS?|BOOTSTRAP_SERVERS|KAFKA_BROKERS?|OLLAMA_(?:HOST|URL|BASE_URL|API_BASE)|QDRANT_URL|WEAVIATE_URL|CHROMA_URL|MILVUS_UR[IL]|ELASTICSEARCH_(?:URL|HOSTS?)|OPENSEARCH_(?:URL|HOSTS?)|TRITON_(?:URL|SERVER_URL)|OPENAI_(?:API_BASE|BASE_URL)|OTEL_EXPORTER_OTLP_ENDPOINT|RAY_ADDRESS|(?:MODEL|INFERENCE|EMBEDDING|RERANKER?|LLM|VLLM|TGI|TEI)_(?:SERVER|SERVICE|API|BASE)?_?(?:URL|ENDPOINT))$/;

const isOfPrograms = ({ scheme, variable }: Address): boolean =>
  schemes.test(scheme) ||
  (/^(?:|https?|grpc)$/.test(scheme) && clients.test(variable.name.toUpperCase()));

const askService = (
  { host }: Address,
  port: NonNullable<Address['port']>,
  service: Neighbour,
): Fix => {
  const inside = containerPorts(service).includes(port.value)
    ? port.value
    : (behindPublished(service, port.value) ?? port.value);
  return {
    title: `Write ${service.name}:${inside}`,
    edits: () => [
      replace(host.at, service.name),
      ...(inside === port.value ? [] : [replace(port.at, String(inside))]),
    ],
  };
};
