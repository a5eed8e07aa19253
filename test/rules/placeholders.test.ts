import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

/** A manifest in which everything is to be filled in, in the ways that people mark it. */
const open = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: <your-app>
  namespace: YOUR_NAMESPACE
  labels:
    app: FILLED BY THE OPERATOR
    team: <team>
spec:
  replicas: REPLICAS
  selector:
    matchLabels:
      app: YOUR_APP
  template:
    metadata:
      labels:
        app: YOUR_APP
    spec:
      serviceAccountName: YOUR_SERVICE_ACCOUNT
      nodeSelector:
        pool: <node pool>
      containers:
        - name: YOUR_CONTAINER
          image: <your-image>
          ports:
            - containerPort: PORT
              name: YOUR_PORT_NAME
          env:
            - name: <VAR>
              value: x
          resources:
            requests:
              cpu: YOUR_CPU
              memory: <memory>
            limits:
              memory: xxx
              nvidia.com/gpu: NUM_GPUS
          livenessProbe:
            httpGet:
              path: /
              port: CONTAINER_PORT
          imagePullPolicy: <policy>
        - name: b
          image: "{username}/image"
        - name: c
          image: YOUR_REGISTRY/image:TAG
        - name: d
          image: REPLACE_ME
        - name: e
          image: xxx
        - name: f
          image: "FILLED BY THE OPERATOR"
        - name: g
          image: \${REGISTRY}/x
        - name: h
          image: your-registry/image
        - name: i
          image: $IMAGE
        - name: j
          image: docker.io/<username>/app:latest
        - name: k
          image: ACCOUNT_ID.dkr.ecr.us-east-1.amazonaws.com/x:latest
        - name: l
          image: changeme
---
apiVersion: v1
kind: Service
metadata:
  name: YOUR_SERVICE
spec:
  type: SERVICE_TYPE
  selector:
    app: YOUR_APP
  ports:
    - port: PORT
      targetPort: <port>
      protocol: PROTOCOL
---
apiVersion: v1
kind: Secret
metadata:
  name: REPLACE_ME
type: Opaque
data:
  token: <base64 of the token>
  other: REPLACE_ME
  more: YOUR_TOKEN
  xx: xxxxx
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: "{name}"}
spec:
  schedule: "<schedule>"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: a
              image: a/b:1
              volumeMounts:
                - name: YOUR_VOLUME
                  mountPath: MOUNT_PATH
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ing}
spec:
  rules:
    - host: YOUR_DOMAIN
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: YOUR_SERVICE_NAME
                port:
                  number: SERVICE_PORT
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec:
  accessModes: [ACCESS_MODE]
  storageClassName: STORAGE_CLASS
  resources:
    requests:
      storage: SIZE
`;

const found = async (text: string, path = 'a.yaml', more = {}): Promise<readonly string[]> => {
  const service = await serviceOver({ [path]: text, ...more });
  return service
    .findings(path)
    .filter(({ rule }) => rule.id !== 'missing-resources')
    .map(({ rule, at }) => `${rule.id} ${text.slice(...at)}`);
};

describe('what is to be filled in', () => {
  it('is neither a wrong name, port, amount, label, image or word, nor base64', async () => {
    assert.deepEqual(await found(open), []);
  });

  it('is the name of a patch that a target chooses', async () => {
    const patch = (name: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: "${name}" }\nspec: { replicas: 3 }\n`;
    const kustomization = {
      'kustomization.yaml': 'patches: [{ path: patch.yaml, target: { kind: Deployment } }]\n',
    };
    for (const name of ['*', '.*', 'churn-.*', 'Any name']) {
      assert.deepEqual(await found(patch(name), 'patch.yaml', kustomization), [], name);
      assert.deepEqual(await found(patch(name), 'b.yaml'), [`invalid-name "${name}"`]);
    }
  });

  it('may start a value in braces, which is no map then', async () => {
    const pod = (image: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;
    assert.deepEqual(await found(pod('{IMAGE_REGISTRY}/{IMAGE_REPOSITORY}/spark:4.0.4')), []);
    assert.deepEqual(await found(pod('{username}/model:1')), []);
    assert.deepEqual(await found(pod('{ a: b }/model:1')), ['yaml-syntax /model:1']);
  });

  it('is not what only looks odd', async () => {
    const pod = (fields: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  ${fields}\n  containers: [{ name: a, image: "a/b:1" }]\n`;
    const claim = (mode: string): string =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec:\n  accessModes: [${mode}]\n  resources: { requests: { storage: 1Gi } }\n`;
    assert.deepEqual(await found(claim('RWX')), ['bad-enum RWX']);
    assert.deepEqual(await found(pod('restartPolicy: ALWAYS')), ['bad-enum ALWAYS']);
    assert.deepEqual(await found(pod('dnsPolicy: Nothing')), ['bad-enum Nothing']);
    assert.deepEqual(await found(pod('terminationGracePeriodSeconds: thirty')), [
      'wrong-type thirty',
    ]);
    assert.deepEqual(
      await found('apiVersion: v1\nkind: Namespace\nmetadata: { name: My_Space }\n'),
      ['invalid-name My_Space'],
    );
    assert.deepEqual(
      await found(
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { team: The Team } }\n',
      ),
      ['malformed-label The Team'],
    );
    assert.deepEqual(
      await found('apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { a: xx }\n'),
      ['not-base64 xx'],
    );
  });
});
