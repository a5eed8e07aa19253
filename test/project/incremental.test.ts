import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const project = {
  Dockerfile:
    'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY app.py ./\nUSER 10001\nEXPOSE 8000\nCMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]\n',
  'requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
  'app.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  'k8s/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: churn-model\nspec:\n  selector: {app: churn-model}\n  ports:\n    - {port: 80, targetPort: 8000}\n',
  'k8s/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: churn-model\n  labels: {app: churn-model}\nspec:\n  containers:\n    - name: server\n      image: registry.example.com/churn-model:1.0.0\n      ports: [{containerPort: 8000}]\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n',
};

/** Objects that name each other, with a slip in one of the two environments. */
const environments = Object.fromEntries(
  ['dev', 'prod'].flatMap((folder) => {
    const account = folder === 'dev' ? 'churn-reader' : 'churn-raeder';
    return [
      [
        `${folder}/account.yaml`,
        'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: churn-reader}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: churn-settings}\ndata: {MODEL: churn}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: churn-cache}\nspec: {accessModes: [ReadWriteOnce]}\n',
      ],
      [
        `${folder}/server.yaml`,
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: churn-server}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: churn}}\n  template:\n    metadata: {labels: {app: churn}}\n    spec:\n      serviceAccountName: ${account}\n      volumes: [{name: cache, persistentVolumeClaim: {claimName: churn-cache}}]\n      containers:\n        - name: server\n          image: churn-model:1.0.0\n          env: [{name: MODEL, valueFrom: {configMapKeyRef: {name: churn-settings, key: MODLE}}}]\n          ports: [{containerPort: 8000}]\n`,
      ],
      [
        `${folder}/scaler.yaml`,
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: churn-server}\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn-server}\n',
      ],
    ];
  }),
);

const ids = (findings: readonly { readonly rule: { readonly id: string } }[]): readonly string[] =>
  findings.map(({ rule }) => rule.id);

describe('an update', () => {
  it('names the files that read what changed', async () => {
    const service = await serviceOver(project);
    assert.deepEqual(
      service.linted().flatMap((path) => ids(service.findings(path))),
      [],
    );
    const stale = await service.update('app.py', `import pandas as pd\n${project['app.py']}`);
    assert.deepEqual(stale, ['app.py', 'Dockerfile', 'k8s/pod.yaml']);
    assert.deepEqual(ids(service.findings('Dockerfile')), ['missing-dependency']);
    await service.update('requirements.txt', `${project['requirements.txt']}pandas==2.2.3\n`);
    assert.deepEqual(ids(service.findings('Dockerfile')), []);
  });

  it('reaches a Service when the pod changes, and back', async () => {
    const { Dockerfile: _, ...built } = project;
    const service = await serviceOver(built);
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), []);
    const stale = await service.update(
      'k8s/pod.yaml',
      project['k8s/pod.yaml'].replace('containerPort: 8000', 'containerPort: 9000'),
    );
    assert.ok(stale.includes('k8s/service.yaml'));
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), ['port-mismatch']);
    await service.update('k8s/pod.yaml', project['k8s/pod.yaml']);
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), []);
  });

  it('says of a port what disagrees with the image, not what agrees', async () => {
    const service = await serviceOver(project);
    await service.update(
      'k8s/pod.yaml',
      project['k8s/pod.yaml'].replace('containerPort: 8000', 'containerPort: 9000'),
    );
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), []);
    assert.deepEqual(ids(service.findings('k8s/pod.yaml')), ['port-mismatch']);
  });

  it('of a name reaches the files alone that speak of the old one or the new', async () => {
    const pod = project['k8s/pod.yaml'];
    const service = await serviceOver({
      ...project,
      'k8s/other-pod.yaml': pod.replaceAll('churn', 'other'),
      'k8s/other-service.yaml': project['k8s/service.yaml'].replaceAll('churn', 'other'),
    });
    for (const path of service.linted()) service.findings(path);
    const stale = await service.update('k8s/pod.yaml', pod.replaceAll('app: churn', 'app: cat'));
    assert.deepEqual(stale, ['k8s/pod.yaml', 'k8s/service.yaml']);
  });

  it('with the same text changes nothing', async () => {
    const service = await serviceOver(project);
    for (const path of service.linted()) service.findings(path);
    assert.deepEqual(await service.update('app.py', project['app.py']), ['app.py']);
  });

  it('of a comment leaves other files alone', async () => {
    const service = await serviceOver(project);
    for (const path of service.linted()) service.findings(path);
    assert.deepEqual(await service.update('app.py', `${project['app.py']}# serves the model\n`), [
      'app.py',
    ]);
  });

  it('after update gives what a fresh start gives', async () => {
    const broken: Record<string, string> = {
      ...project,
      ...environments,
      'app.py': `import pandas as pd\n${project['app.py']}`,
      'dev/kustomization.yaml':
        'namePrefix: churn-\nnamespace: churn\nresources: [account.yaml, server.yaml, scaler.yaml]\n',
      'k8s/service.yaml': project['k8s/service.yaml'].replace('8000', '9000'),
      'k8s/scaler.yaml':
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: churn-model\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn}\n',
    };
    const service = await serviceOver(broken);
    const all = (each: typeof service): readonly string[] =>
      each.linted().flatMap((path) =>
        each.findings(path).map(({ rule, at, message, related, fixes = [] }) => {
          const edits = fixes.map((fix) => fix.edits());
          return JSON.stringify([path, at, rule.id, message, related, edits]);
        }),
      );
    assert.ok(all(service).length > 1);
    for (const [path, text] of Object.entries(broken)) {
      for (const next of [
        `# first line\n${text}`,
        text.replaceAll('churn', 'other'),
        text.replaceAll('churn', 'third').replace('\n', '\n\n'),
        text.replace('8000', '8080'),
        text.slice(0, text.length / 2),
      ]) {
        await service.update(path, next);
        assert.deepEqual(all(service), all(await serviceOver({ ...broken, [path]: next })), next);
      }
      await service.update(path, text);
    }
    assert.deepEqual(all(service), all(await serviceOver(broken)));
  });

  it('that moves lines reaches the files alone whose findings point there', async () => {
    const service = await serviceOver({
      ...project,
      'k8s/service.yaml': project['k8s/service.yaml'].replace('8000', '9000'),
      'k8s/other.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: other\nspec:\n  selector: {app: other}\n  ports: [{port: 80}]\n',
    });
    const related = (): readonly unknown[] =>
      service
        .findings('k8s/service.yaml')
        .flatMap(({ related = [] }) => related.map(({ file, at }) => `${file} ${at[0]}`));
    for (const path of service.linted()) service.findings(path);
    const [before] = related();
    const stale = await service.update('k8s/pod.yaml', `# moved\n${project['k8s/pod.yaml']}`);
    assert.deepEqual(stale, ['k8s/pod.yaml', 'k8s/service.yaml']);
    const port = project['k8s/pod.yaml'].indexOf('8000');
    assert.equal(before, `k8s/pod.yaml ${port}`);
    assert.deepEqual(related(), [`k8s/pod.yaml ${port + '# moved\n'.length}`]);
  });

  it('forgets a file that is gone', async () => {
    const service = await serviceOver(project);
    await service.update('k8s/pod.yaml', undefined);
    assert.deepEqual(service.linted(), ['Dockerfile', 'k8s/service.yaml']);
    assert.deepEqual(service.findings('k8s/pod.yaml'), []);
  });
});

describe('a change of settings', () => {
  const old = {
    'k8s/budget.yaml':
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: churn-model\n',
    '.seaworthy.yaml': 'kubernetesVersion: "1.24"\n',
  };

  it('judges every file anew, also by the version of Kubernetes', async () => {
    const service = await serviceOver(old);
    assert.deepEqual(ids(service.findings('k8s/budget.yaml')), []);
    const stale = await service.update('.seaworthy.yaml', 'kubernetesVersion: "1.25"\n');
    assert.ok(stale.includes('k8s/budget.yaml'));
    assert.deepEqual(ids(service.findings('k8s/budget.yaml')), ['removed-api-version']);
    await service.update('.seaworthy.yaml', undefined);
    service.override({ kubernetesVersion: '1.24' });
    assert.deepEqual(ids(service.findings('k8s/budget.yaml')), []);
  });
});

describe('a kustomization', () => {
  it('that takes a manifest for a patch changes what other files find', async () => {
    const service = await serviceOver({
      ...project,
      'k8s/service.yaml': project['k8s/service.yaml'].replace('8000', '9000'),
    });
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), ['port-mismatch']);
    const stale = await service.update('k8s/kustomization.yaml', 'patches: [{path: pod.yaml}]\n');
    assert.deepEqual(stale.slice(1).toSorted(), ['k8s/pod.yaml', 'k8s/service.yaml']);
    assert.deepEqual(ids(service.findings('k8s/service.yaml')), []);
  });

  it('makes a patch of a manifest near it that names no image, and of no other', async () => {
    const patch =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n  containers:\n    - name: server\n      env: [{name: WORKERS, value: "2"}]\n';
    const whole = patch.replace('env:', 'image: registry.example.com/churn:1.0.0\n      env:');
    const lone = ['missing-field', 'missing-resources'];
    const service = await serviceOver({ 'k8s/dev/env.yaml': patch, 'k8s/dev/churn.yaml': whole });
    assert.deepEqual(ids(service.findings('k8s/dev/env.yaml')), lone);
    await service.update('k8s/kustomization.yaml', 'resources: [dev]\n');
    assert.deepEqual(ids(service.findings('k8s/dev/env.yaml')), []);
    assert.deepEqual(ids(service.findings('k8s/dev/churn.yaml')), ['missing-resources']);
    await service.update('k8s/kustomization.yaml', undefined);
    assert.deepEqual(ids(service.findings('k8s/dev/env.yaml')), lone);
  });
});

describe('objects of several environments', () => {
  it('are matched with their neighbours', async () => {
    const files = {
      'dev/service.yaml': project['k8s/service.yaml'],
      'dev/pod.yaml': project['k8s/pod.yaml'],
      'prod/service.yaml': project['k8s/service.yaml'].replace(
        'targetPort: 8000',
        'targetPort: 9000',
      ),
      'prod/pod.yaml': project['k8s/pod.yaml'].replace(
        'containerPort: 8000',
        'containerPort: 9000',
      ),
    };
    const service = await serviceOver(files);
    assert.deepEqual(
      service.linted().flatMap((path) => ids(service.findings(path))),
      [],
    );
  });
});

describe('files', () => {
  it('that lock a project are read when they are larger than others', async () => {
    const entry = (name: string): string => `[[package]]\nname = "${name}"\nversion = "1.0.0"\n\n`;
    const lock = `version = 1\n\n${Array.from({ length: 16_000 }, (_, i) => entry(`p${i}`)).join('')}`;
    assert.ok(lock.length > 600_000);
    const service = await serviceOver({ 'uv.lock': lock });
    assert.equal(service.tooLarge('uv.lock'), false);
    await service.update('uv.lock', lock.repeat(6));
    assert.equal(service.tooLarge('uv.lock'), true);
  });

  it('larger than 512 kB are not analysed', async () => {
    const service = await serviceOver({ Dockerfile: `FROM python\n${'# x\n'.repeat(140_000)}` });
    assert.equal(service.tooLarge('Dockerfile'), true);
    assert.deepEqual(service.findings('Dockerfile'), []);
  });

  it('are recognised by name and content', async () => {
    const service = await serviceOver({
      'serve.Dockerfile': 'FROM python:3.12\n',
      'Dockerfile.gpu': 'FROM python:3.12\n',
      Containerfile: 'FROM python:3.12\n',
      'Dockerfile.md': '# notes\n',
      'compose.yaml': 'services: {}\n',
      'pod.yml': 'kind: Pod\napiVersion: v1\n',
    });
    assert.deepEqual(service.linted(), [
      'Containerfile',
      'Dockerfile.gpu',
      'pod.yml',
      'serve.Dockerfile',
    ]);
  });
});
