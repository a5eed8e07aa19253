import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: churn
  labels: {team: churn-ml}
  annotations: {prometheus.io/scrape: "true", contact: ml@acme.io}
spec:
  replicas: 2
  selector: {matchLabels: {app: churn}}
  template:
    metadata: {labels: {app: churn}}
    spec:
      serviceAccountName: trainer
      containers:
        - name: server
          image: ghcr.io/acme/churn:1.4.0
          imagePullPolicy: Never
          env:
            - {name: HF_TOKEN, value: abc}
            - {name: MODEL, valueFrom: {configMapKeyRef: {name: model, key: name, optional: true}}}
          ports:
            - {containerPort: 80}
            - {containerPort: 5005, protocol: UDP}
          resources:
            requests: {cpu: 700m, memory: 2Gi}
            limits: {memory: 4Gi}
          volumeMounts: [{name: shm, mountPath: /dev/shm}]
      volumes: [{name: shm, hostPath: {path: /dev/shm}}]
`;

const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: churn}\nspec:\n  type: NodePort\n  selector: {app: churn}\n  ports: [{port: 80, targetPort: 80}]\n';

const found = async (
  settings: string,
  text = deployment,
  files: Record<string, string> = {},
): Promise<readonly string[]> => {
  const made = await serviceOver({
    'serve/churn.yaml': text,
    '.kube-linter.yaml': settings,
    ...files,
  });
  return made
    .findings('serve/churn.yaml')
    .filter(({ rule }) => rule.id === 'custom-check')
    .map(({ at, message }) => `${text.slice(...at)} | ${message}`);
};

const check = (template: string, params: string, more = ''): string =>
  `customChecks:\n  - {name: house, template: ${template}, params: ${params}${more}}\n`;

describe('custom checks of kube-linter', () => {
  it('find what their template says', async () => {
    for (const [template, params, ...expected] of [
      ['required-label', '{key: owner}', 'churn | house: churn has no label owner.'],
      [
        'required-label',
        '{key: team, value: "^ml$"}',
        'churn | house: churn has no label team=^ml$.',
      ],
      ['required-label', '{key: "^te"}'],
      [
        'required-annotation',
        '{key: contact, value: "!@acme"}',
        'churn | house: churn has no annotation contact=!@acme.',
      ],
      ['required-annotation', '{key: contact, value: "@acme"}'],
      [
        'forbidden-annotation',
        '{key: ^prometheus}',
        'prometheus.io/scrape: "true" | house: churn has the annotation prometheus.io/scrape.',
      ],
      ['forbidden-annotation', '{key: ^prometheus, value: "!true"}'],
      [
        'image-pull-policy',
        '{forbiddenPolicies: [Never]}',
        'imagePullPolicy: Never | house: container server pulls Never.',
      ],
      ['image-pull-policy', '{forbiddenPolicies: [Always]}'],
      [
        'host-mounts',
        '{dirs: ["^/dev"]}',
        '/dev/shm | house: container server mounts /dev/shm of its node.',
      ],
      ['host-mounts', '{dirs: ["^/dev$"]}'],
      [
        'env-var',
        '{name: "(?i)token", value: ".+"}',
        'HF_TOKEN | house: container server sets the variable HF_TOKEN.',
      ],
      ['env-var', '{name: MODEL, value: ".+"}'],
      [
        'ports',
        '{port: 5005, protocol: UDP}',
        '5005 | house: container server has the port 5005/UDP.',
      ],
      ['ports', '{port: 80, protocol: "!TCP"}'],
      ['privileged-ports', '{}', '80 | house: container server has the port 80/TCP.'],
      [
        'cpu-requirements',
        '{requirementsType: request, upperBoundMillis: 700}',
        'cpu: 700m | house: container server has the cpu request 700m.',
      ],
      ['cpu-requirements', '{requirementsType: request, upperBoundMillis: 699}'],
      [
        'cpu-requirements',
        '{requirementsType: limit, upperBoundMillis: 0}',
        'server | house: container server has no cpu limit.',
      ],
      [
        'memory-requirements',
        '{requirementsType: any, lowerBoundMB: 2049}',
        'memory: 4Gi | house: container server has the memory limit 4Gi.',
      ],
      ['memory-requirements', '{requirementsType: any, lowerBoundMB: 4097}'],
      [
        'minimum-replicas',
        '{minReplicas: 3}',
        'replicas: 2 | house: churn has 2 of at least 3 replicas.',
      ],
      ['minimum-replicas', '{minReplicas: 2}'],
      [
        'latest-tag',
        '{allowList: ["^registry\\\\.acme\\\\.io/"]}',
        'ghcr.io/acme/churn:1.4.0 | house: container server runs ghcr.io/acme/churn:1.4.0, which is not allowed.',
      ],
      [
        'latest-tag',
        '{blockList: [":1\\\\."]}',
        'ghcr.io/acme/churn:1.4.0 | house: container server runs ghcr.io/acme/churn:1.4.0, which is blocked.',
      ],
      ['latest-tag', '{allowList: [acme], blockList: [ghcr]}'],
      [
        'service-account',
        '{serviceAccount: ^train}',
        'serviceAccountName: trainer | house: churn uses the service account trainer.',
      ],
      [
        'disallowed-api-obj',
        '{group: apps, kind: Deployment}',
        'Deployment | house: apps/v1 Deployment is not allowed.',
      ],
      ['disallowed-api-obj', '{group: apps, version: v1beta}'],
    ] as const)
      assert.deepEqual(await found(check(template, params)), expected, `${template} ${params}`);
    assert.deepEqual(
      await found(check('forbidden-service-types', '{forbiddenServiceTypes: [NodePort]}'), service),
      ['type: NodePort | house: churn is of type NodePort.'],
    );
    const scaler =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: churn}\nspec: {maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn}}\n';
    assert.deepEqual(await found(check('hpa-minimum-replicas', '{minReplicas: 2}'), scaler), [
      'churn | house: churn has 1 of at least 2 replicas.',
    ]);
  });

  it('are for the kinds of their scope', async () => {
    const two = `${deployment}---\n${service}`;
    const scoped = (kinds: string): Promise<readonly string[]> =>
      found(check('required-label', '{key: owner}', `, scope: {objectKinds: [${kinds}]}`), two);
    assert.equal((await scoped('Any')).length, 2);
    assert.equal((await scoped('')).length, 2);
    assert.equal((await scoped('DeploymentLike, Service')).length, 2);
    assert.equal((await scoped('Service')).length, 1);
    assert.equal((await scoped('JobLike')).length, 0);
    assert.equal((await scoped('Service, Nonsense')).length, 0);
  });

  it('say their remediation', async () => {
    assert.deepEqual(
      await found(check('required-label', '{key: owner}', ', remediation: "Name\\n the team"')),
      ['churn | house: churn has no label owner. Name the team.'],
    );
  });

  it('are silenced by their name', async () => {
    const owner = check('required-label', '{key: owner}');
    assert.deepEqual(await found(`${owner}checks: {exclude: [house]}\n`), []);
    const name = '  name: churn\n';
    const annotated = deployment.replace(
      'annotations: {',
      'annotations: {ignore-check.kube-linter.io/house: old, ',
    );
    assert.deepEqual(await found(owner, annotated), []);
    const comment = deployment.replace(name, `  # seaworthy ignore=house\n${name}`);
    assert.deepEqual(await found(owner, comment), []);
    const own = { '.seaworthy.yaml': 'rules: {house: off}\n' };
    assert.deepEqual(await found(owner, deployment, own), []);
  });

  it('leave out the paths that the settings ignore, and so do all checks of kube-linter', async () => {
    const owner = check('required-label', '{key: owner}');
    for (const path of ['serve', './serve/', '**/churn.yaml', 'serve/*.yaml', 's*', '.'])
      assert.deepEqual(await found(`${owner}checks: {ignorePaths: ["${path}"]}\n`), [], path);
    for (const path of ['train', '/serve', '~/serve', '../serve', 'churn.yaml'])
      assert.equal((await found(`${owner}checks: {ignorePaths: ["${path}"]}\n`)).length, 1, path);
    const rules = async (settings: string): Promise<readonly string[]> => {
      const made = await serviceOver({ 'churn.yaml': deployment, '.kube-linter.yaml': settings });
      return made.findings('churn.yaml').map(({ rule }) => rule.id);
    };
    assert.ok((await rules('')).includes('secret-in-manifest'));
    assert.deepEqual(await rules('checks: {ignorePaths: [churn.yaml]}\n'), []);
  });

  it('say nothing where something else may set what they ask for', async () => {
    const owner = check('required-label', '{key: owner}');
    const adds = (text: string): Promise<readonly string[]> =>
      found(owner, deployment, { 'overlay/kustomization.yaml': text });
    assert.deepEqual(await adds('commonLabels: {owner: ml}\n'), []);
    assert.deepEqual(await adds('labels: [{pairs: {owner: ml}}]\n'), []);
    assert.equal((await adds('resources: [../serve]\n')).length, 1);
    const few = check('minimum-replicas', '{minReplicas: 3}');
    const scaler =
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: churn}\nspec: {maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn}}\n';
    assert.deepEqual(await found(few, deployment, { 'serve/hpa.yaml': scaler }), []);
    const templated = deployment.replace(
      '{team: churn-ml}',
      '{{- include "labels" . | nindent 4 }}',
    );
    assert.deepEqual(await found(owner, templated), []);
    const limit = deployment
      .replace('{cpu: 700m, memory: 2Gi}', '{memory: 2Gi}')
      .replace('{memory: 4Gi}', '{cpu: 2}');
    assert.deepEqual(
      await found(
        check('cpu-requirements', '{requirementsType: request, upperBoundMillis: 0}'),
        limit,
      ),
      [],
    );
  });

  it('of another template, or malformed, say nothing', async () => {
    for (const settings of [
      check('cel-expression', '{check: "true"}'),
      check('constructor', '{}'),
      check('required-label', '{}'),
      check('required-label', '{key: "("}'),
      check('required-label', '{key: {toString: 1}}'),
      check('required-label', '[]'),
      check('required-label', '{key: owner}', ', scope: {objectKinds: [{toString: 1}]}'),
      check('ports', '{protocol: TCP}'),
      check('cpu-requirements', '{requirementsType: {toString: 1}}'),
      check('cpu-requirements', '{requirementsType: request, upperBoundMillis: 1.5}'),
      check('image-pull-policy', '{forbiddenPolicies: Never}'),
      check('required-label', '{key: owner}').replace('house', 'latest-tag'),
      check('required-label', '{key: owner}').replace('house', '"a b"'),
      'customChecks: {name: house}\n',
      'customChecks: [1, null, []]\n',
    ])
      assert.deepEqual(await found(settings), [], settings);
    const twice = `${check('required-label', '{key: owner}')}  - {name: house, template: required-label, params: {key: other}}\n`;
    assert.equal((await found(twice)).length, 1);
  });

  it('with hostile expressions keep nobody waiting', async () => {
    const start = performance.now();
    const long = `${'a'.repeat(900)}!`;
    const text = deployment.replace('contact: ml@acme.io', `contact: ${long}`);
    for (const value of ['^(a+)+$', '^(a|a)*$', '(.*a){20}$', '((a{900}){900}){900}'])
      await found(check('required-annotation', `{key: contact, value: "${value}"}`), text);
    const many = Array.from(
      { length: 100 },
      (_, i) =>
        `  - {name: c${i}, template: required-annotation, params: {key: contact, value: "(a?){90}x"}}\n`,
    );
    assert.equal((await found(`customChecks:\n${many.join('')}`, text)).length, 2);
    assert.ok(performance.now() - start < 5000);
  });
});
