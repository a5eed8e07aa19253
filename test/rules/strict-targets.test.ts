import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const object = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: churn }\n${spec}\n`;

const workload = (label: string, kind = 'Deployment', more = ''): string =>
  object(
    'apps/v1',
    kind,
    `spec:\n  ${more}selector: { matchLabels: { app: ${label} } }\n  template:\n    metadata: { labels: { app: ${label} } }\n    spec: { containers: [{ name: a, image: "a/b:1" }] }`,
  );

/** Each rule with an object whose target is nowhere, and what gives it one. */
const cases: readonly (readonly [rule: string, text: string, target: string, aka?: string])[] = [
  [
    'selector-mismatch',
    object('v1', 'Service', 'spec: { selector: { app: nobody }, ports: [{ port: 80 }] }'),
    workload('nobody'),
  ],
  [
    'policy-selects-nothing',
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec: { podSelector: { matchLabels: { app: nobody } } }',
    ),
    workload('nobody'),
  ],
  [
    'policy-selects-nothing',
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: nobody } } }] }] }',
    ),
    workload('nobody'),
  ],
  [
    'ingress-backend-missing',
    object(
      'networking.k8s.io/v1',
      'Ingress',
      'spec: { defaultBackend: { service: { name: churn, port: { number: 80 } } } }',
    ),
    object('v1', 'Service', 'spec: { selector: { app: a }, ports: [{ port: 80 }] }'),
  ],
  [
    'hpa-target-missing',
    object(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      'spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: churn } }',
    ),
    workload('churn'),
  ],
  [
    'budget-selects-nothing',
    object(
      'policy/v1',
      'PodDisruptionBudget',
      'spec: { maxUnavailable: 1, selector: { matchLabels: { app: nobody } } }',
    ),
    workload('nobody'),
  ],
  [
    'monitor-selects-nothing',
    object(
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      'spec: { selector: { matchLabels: { app: nobody } }, endpoints: [{ port: a }] }',
    ),
    'apiVersion: v1\nkind: Service\nmetadata: { name: x, labels: { app: nobody } }\nspec: { selector: { app: a }, ports: [{ name: a, port: 80 }] }\n',
  ],
  [
    'role-missing',
    object(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: churn }',
    ),
    object('rbac.authorization.k8s.io/v1', 'Role', 'rules: []'),
  ],
  [
    'headless-service-missing',
    workload('churn', 'StatefulSet', 'serviceName: churn\n  '),
    object(
      'v1',
      'Service',
      'spec: { clusterIP: None, selector: { app: churn }, ports: [{ port: 80 }] }',
    ),
  ],
  ['headless-service-missing', workload('churn', 'StatefulSet'), ''],
];

const found = async (
  rule: string,
  files: Readonly<Record<string, string>>,
  profile: 'recommended' | 'strict',
): Promise<number> => {
  const service = await serviceOver(files);
  service.override({ profile });
  return service.findings('a.yaml').filter((each) => each.rule.id === rule).length;
};

describe('a target that is nowhere in the project', () => {
  for (const [rule, text, target] of cases)
    it(`is found by ${rule} under strict, and nothing is under recommended: ${text.split('\n')[3]}`, async () => {
      assert.equal(await found(rule, { 'a.yaml': text }, 'strict'), 1);
      assert.equal(await found(rule, { 'a.yaml': text }, 'recommended'), 0);
      if (target === '') return;
      const files = { 'a.yaml': text, 'b.yaml': target };
      assert.equal(await found(rule, files, 'strict'), 0);
    });

  it('is none where every cluster has it, and where nothing is asked for', async () => {
    for (const [rule, text] of [
      [
        'role-missing',
        object(
          'rbac.authorization.k8s.io/v1',
          'ClusterRoleBinding',
          'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }',
        ),
      ],
      ['selector-mismatch', object('v1', 'Service', 'spec: { ports: [{ port: 80 }] }')],
      ...[
        'leaderworkerset.sigs.k8s.io/name',
        'ray.io/node-type',
        'apps.kubernetes.io/pod-index',
      ].map(
        (label) =>
          [
            'selector-mismatch',
            object('v1', 'Service', `spec: { selector: { ${label}: a }, ports: [{ port: 80 }] }`),
          ] as const,
      ),
      [
        'selector-mismatch',
        object('v1', 'Service', 'spec: { type: ExternalName, externalName: a.example.com }'),
      ],
      [
        'policy-selects-nothing',
        object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: { podSelector: {} }'),
      ],
    ] as const)
      assert.equal(await found(rule, { 'a.yaml': text }, 'strict'), 0, text);
  });
});

describe('a minimal object', () => {
  const minimal =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 1 }\n';
  const ids = async (files: Readonly<Record<string, string>>, path: string) => {
    const service = await serviceOver(files);
    service.override({ profile: 'strict' });
    return service.findings(path).map(({ rule }) => rule.id);
  };

  it('is an object where nothing marks it as a patch', async () => {
    const all = await ids({ 'a.yaml': minimal }, 'a.yaml');
    for (const rule of ['few-replicas', 'missing-field', 'pod-without-network-policy'])
      assert.ok(all.includes(rule), `${rule} is not in ${all}`);
  });

  it('is a patch by its path, or by a kustomization near it', async () => {
    for (const [path, more] of [
      ['overlays/prod/a.yaml', {}],
      ['patches/a.yaml', {}],
      ['base/a.yaml', { 'base/kustomization.yaml': 'patches: [{ path: a.yaml }]\n' }],
      ['base/more/a.yaml', { 'base/kustomization.yaml': 'resources: []\n' }],
    ] as const) {
      const all = await ids({ [path]: minimal, ...more }, path);
      assert.ok(!all.includes('missing-field'), path);
    }
  });
});
