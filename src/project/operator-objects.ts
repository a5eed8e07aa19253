import type { ObjectFacts } from './facts.ts';

/** An object that an operator makes for one of its own, with `*` for the name of that. */
type Made = readonly [kind: string, name: string];

interface Row {
  readonly group: RegExp;
  readonly kind: RegExp;
  readonly makes: readonly Made[];
}

// From the documentation and the sources of KServe 0.15, KubeRay 1.4, Knative 1.18, cert-manager 1.18, External Secrets 0.18,
// Sealed Secrets 0.30, Strimzi 0.47, Seldon Core 2.9, the Prometheus operator 0.84 and the Zalando and CloudNative PostgreSQL
// operators (read 2026-11). `=` stands for the name that a field of the object gives, see `namedIn`.
const rows: readonly Row[] = [
  {
    group: /^serving\.kserve\.io\//,
    kind: /^InferenceService$/,
    makes: [
      ...['*', '*-predictor', '*-predictor-default', '*-transformer', '*-explainer'].map(
        (name): Made => ['Service', name],
      ),
      ...['*-predictor', '*-transformer', '*-explainer'].map((name): Made => ['Deployment', name]),
    ],
  },
  {
    group: /^serving\.kserve\.io\//,
    kind: /^(?:InferenceGraph|LLMInferenceService)$/,
    makes: ['*', '*-kserve-workload-svc', '*-epp-service', '*-inference-pool-ip'].map(
      (name): Made => ['Service', name],
    ),
  },
  {
    group: /^ray\.io\//,
    kind: /^Ray(?:Cluster|Service|Job)$/,
    makes: ['*-head-svc', '*-serve-svc', '*-headless'].map((name): Made => ['Service', name]),
  },
  {
    group: /^serving\.knative\.dev\//,
    kind: /^(?:Service|Route)$/,
    makes: ['*', '*-00001', '*-00001-private'].map((name): Made => ['Service', name]),
  },
  { group: /^cert-manager\.io\//, kind: /^Certificate$/, makes: [['Secret', '=']] },
  {
    group: /^external-secrets\.io\//,
    kind: /^(?:Cluster)?ExternalSecret$/,
    makes: [
      ['Secret', '*'],
      ['Secret', '='],
    ],
  },
  {
    group: /^bitnami\.com\//,
    kind: /^SealedSecret$/,
    makes: [
      ['Secret', '*'],
      ['Secret', '='],
    ],
  },
  {
    group: /^secrets\.infisical\.com\/|^isindir\.github\.com\//,
    kind: /./,
    makes: [['Secret', '*']],
  },
  {
    group: /^kafka\.strimzi\.io\//,
    kind: /^Kafka$/,
    makes: [
      ['Service', '*-kafka-bootstrap'],
      ['Service', '*-kafka-brokers'],
      ['Secret', '*-cluster-ca-cert'],
    ],
  },
  { group: /^kafka\.strimzi\.io\//, kind: /^KafkaUser$/, makes: [['Secret', '*']] },
  {
    group: /^postgresql\.cnpg\.io\//,
    kind: /^Cluster$/,
    makes: [
      ...['*-rw', '*-ro', '*-r'].map((name): Made => ['Service', name]),
      ['Secret', '*-app'],
      ['Secret', '*-superuser'],
    ],
  },
  {
    group: /^acid\.zalan\.do\//,
    kind: /^postgresql$/,
    makes: [
      ['Service', '*'],
      ['Service', '*-repl'],
    ],
  },
  {
    group: /^monitoring\.coreos\.com\//,
    kind: /^(?:Prometheus|Alertmanager)$/,
    makes: [
      ['Service', 'prometheus-operated'],
      ['Service', 'alertmanager-operated'],
    ],
  },
  {
    group: /^mlops\.seldon\.io\/|^machinelearning\.seldon\.io\//,
    kind: /^(?:SeldonRuntime|SeldonDeployment|Server)$/,
    makes: [
      ['Service', '*'],
      ['Service', '*-default'],
      ['Service', 'seldon-mesh'],
      ['Service', 'seldon-scheduler'],
    ],
  },
];

/** The objects that an operator makes for an object of its own: nothing is known of them but their kinds and names. */
export const madeByOperators = (facts: ObjectFacts): readonly ObjectFacts[] => {
  const { apiVersion, kind, makes: target } = facts;
  // Kubernetes' own groups, which are nearly all.
  if (!apiVersion.includes('.')) return [];
  const row = rows.find((each) => each.group.test(apiVersion) && each.kind.test(kind));
  return (row?.makes ?? []).flatMap(([made, pattern]) =>
    [facts.name, ...(facts.aliases ?? [])].flatMap((own) => {
      const name = pattern === '=' ? target : pattern.replace('*', own);
      if (!name) return [];
      const { file, at, namespace, namespaces, home } = facts;
      return [
        {
          ...{ file, at, apiVersion: 'v1', kind: made, name, labels: {}, partial: true },
          ...(namespace === undefined ? {} : { namespace }),
          ...(namespaces ? { namespaces } : {}),
          ...(home ? { home } : {}),
        },
      ];
    }),
  );
};
