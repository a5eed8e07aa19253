import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { suite, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { Inline } from '../../src/learn/markup.ts';
import { askProject } from '../../src/learn/questions/makers.ts';
import type { GeneratedQuestion } from '../../src/learn/questions/question.ts';
import { isRecord } from '../../src/syntax/kustomization.ts';
import { serviceOver } from '../support/host.ts';

type Files = Readonly<Record<string, string>>;

const textOf = (inline: readonly Inline[]): string =>
  inline.map((each) => ('text' in each ? each.text : textOf(each.children))).join('');

const askedBy = async (files: Files, maker: string): Promise<readonly GeneratedQuestion[]> =>
  (await serviceOver(files)).questions(askProject).filter((each) => each.maker === maker);

const rightOf = ({ options }: GeneratedQuestion): string =>
  textOf(options.find(({ correct }) => correct)?.text ?? []);

const wrongOf = ({ options }: GeneratedQuestion): readonly string[] =>
  options.filter(({ correct }) => !correct).map(({ text }) => textOf(text));

interface Case {
  readonly name: string;
  readonly files: Files;
  /** The right answers; none when the maker has to be silent. */
  readonly right: readonly string[];
}

const workload = (name: string, container: string, more = '', kind = 'Deployment'): string => `
apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}, tier: ml}
    spec:
${more}      containers:
        - name: server
          image: ghcr.io/acme/${name}:1.2
${container}`;

const selecting = (name: string, selector: string): string => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  selector: ${selector}
  ports: [{port: 80, targetPort: 8000}]
`;

const scaling = (target: string, bounds: string, kind = 'Deployment'): string => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: scaler}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: ${kind}, name: ${target}}
${bounds}`;

const routing = (service: string, port: string): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  rules:
    - http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: ${service}, port: ${port}}}}
`;

const onCpu = `  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
`;

const python = (rest: string): string => `FROM python:3.12-slim\nWORKDIR /app\n${rest}`;

const installed = python(`COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
CMD ["uvicorn", "app:app"]
`);

const twoStages = `FROM python:3.12 AS builder
RUN apt-get update && apt-get install -y build-essential
COPY requirements.txt /src/requirements.txt
RUN pip wheel -w /wheels -r /src/requirements.txt
FROM python:3.12-slim
WORKDIR /app
COPY --from=builder /wheels /wheels
COPY app.py ./
CMD ["python", "app.py"]
`;

const probe = (key: string, handler: string): string =>
  `          ${key}:\n            ${handler}\n`;

const mounted = (volume: string): string => `      volumes: [{name: models, ${volume}}]\n`;
const mount = '          volumeMounts: [{name: models, mountPath: /models}]\n';
const claim = 'persistentVolumeClaim: {claimName: models}';

const cases: Readonly<Record<string, readonly Case[]>> = {
  'copied-files': [
    {
      name: 'leaves out what the ignore file names',
      files: {
        Dockerfile: python('COPY . .\n'),
        '.dockerignore': '*.csv\n!keep.csv\ndata\n',
        'data/train.txt': '',
        'app.py': '',
        'keep.csv': '',
        'README.md': '',
      },
      right: ['data/train.txt'],
    },
    {
      name: 'brings what stands in the folder',
      files: {
        'serve/Dockerfile': python('COPY src ./src\n'),
        'serve/src/app.py': '',
        'serve/notes.ipynb': '',
        'serve/tests/test_app.py': '',
      },
      right: ['src/app.py'],
    },
    {
      name: 'brings everything without an ignore file',
      files: { Dockerfile: python('COPY . .\n'), 'app.py': '', 'data/train.csv': '' },
      right: ['It copies the file with all the others'],
    },
    {
      name: 'is silent for a variable',
      files: { Dockerfile: python('ARG SRC\nCOPY $SRC .\n'), 'a.csv': '', 'b/c.py': '' },
      right: [],
    },
    {
      name: 'is silent for one file, and for another stage',
      files: {
        Dockerfile: python('COPY app.py .\nCOPY --from=other . .\n'),
        'app.py': '',
        'a.csv': '',
      },
      right: [],
    },
    {
      name: 'is silent for an earlier stage',
      files: { Dockerfile: `${python('COPY . .\n')}FROM scratch\n`, 'a.csv': '', 'app.py': '' },
      right: [],
    },
  ],
  'effective-command': [
    {
      name: 'joins ENTRYPOINT and CMD',
      files: { Dockerfile: 'FROM acme/base:1\nCMD ["--port", "80"]\nENTRYPOINT ["serve"]\n' },
      right: ['["serve", "--port", "80"]'],
    },
    {
      name: 'takes the last CMD',
      files: { Dockerfile: python('CMD ["python", "a.py"]\nCMD ["python", "b.py"]\n') },
      right: ['["python", "b.py"]'],
    },
    {
      name: 'puts a shell before the shell form',
      files: { Dockerfile: python('CMD python app.py --port 80\n') },
      right: ['["/bin/sh", "-c", "python app.py --port 80"]'],
    },
    {
      name: 'is silent when the base may have an ENTRYPOINT',
      files: { Dockerfile: 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nCMD ["python3", "a.py"]\n' },
      right: [],
    },
    {
      name: 'is silent for variables, another shell, a stage above and a shell form of ENTRYPOINT',
      files: {
        'a/Dockerfile': python('CMD python app.py --port $PORT\n'),
        'b/Dockerfile': python('SHELL ["/bin/bash", "-c"]\nCMD python app.py\n'),
        'c/Dockerfile': `${python('ENTRYPOINT ["x"]\n').replace('slim', 'slim AS base')}FROM base\nCMD ["python", "a.py"]\n`,
        'd/Dockerfile': python('ENTRYPOINT python app.py\nCMD ["a", "b"]\n'),
      },
      right: [],
    },
  ],
  'matched-pods': [
    {
      name: 'finds the pods with all pairs',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/embedder.yaml': workload('embedder', ''),
        'k8s/service.yaml': selecting('embedder', '{app: ranker, tier: ml}'),
      },
      right: ['To those of Deployment ranker'],
    },
    {
      name: 'finds none',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/service.yaml': selecting('ranker', '{app: rankr}'),
      },
      right: ['To none of the project'],
    },
    {
      name: 'is silent for several matches',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/embedder.yaml': workload('embedder', ''),
        'k8s/service.yaml': selecting('all', '{tier: ml}'),
      },
      right: [],
    },
    {
      name: 'is silent for templates and for labels that a kustomization may add',
      files: {
        'chart/ranker.yaml': workload('{{ .Values.name }}', ''),
        'chart/service.yaml': selecting('ranker', '{app: ranker}'),
        'base/embedder.yaml': workload('embedder', ''),
        'base/service.yaml': selecting('embedder', '{app: other}'),
        'base/kustomization.yaml': 'resources: [embedder.yaml, service.yaml]\n',
      },
      right: [],
    },
    {
      name: 'is silent for another namespace',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/embedder.yaml': workload('embedder', ''),
        'k8s/service.yaml': selecting('ranker', '{app: ranker}').replace(
          '{name: ranker}',
          '{name: ranker, namespace: ml}',
        ),
      },
      right: [],
    },
  ],
  'autoscaler-bounds': [
    {
      name: 'reads both bounds',
      files: { 'hpa.yaml': scaling('ranker', '  minReplicas: 3\n  maxReplicas: 7\n') },
      right: ['Between 3 and 7'],
    },
    {
      name: 'knows the default of the lower one',
      files: { 'hpa.yaml': scaling('ranker', '  maxReplicas: 4\n') },
      right: ['Between 1 and 4'],
    },
    {
      name: 'names the request that is the hundred percent',
      files: {
        'hpa.yaml': scaling('ranker', `  minReplicas: 5\n  maxReplicas: 5\n${onCpu}`),
        'ranker.yaml': workload(
          'ranker',
          '          resources: {requests: {cpu: 500m}, limits: {cpu: 2}}\n',
        ),
      },
      right: ['500m'],
    },
    {
      name: 'sees that a request is missing',
      files: {
        'hpa.yaml': scaling('ranker', `  minReplicas: 5\n  maxReplicas: 5\n${onCpu}`),
        'ranker.yaml': workload('ranker', '          resources: {requests: {memory: 1Gi}}\n'),
      },
      right: ['It cannot compute the percentage, and does not scale by it'],
    },
    {
      name: 'is silent for values to fill in',
      files: {
        'hpa.yaml': scaling('ranker', `  minReplicas: \${MIN}\n  maxReplicas: 7\n${onCpu}`),
        'ranker.yaml': workload('ranker', '          resources: {requests: {cpu: "${CPU}"}}\n'),
      },
      right: [],
    },
    {
      name: 'is silent about the percentage of two targets, and of pods with resources of their own',
      files: {
        'a/hpa.yaml': scaling('ranker', `  minReplicas: 5\n  maxReplicas: 5\n${onCpu}`),
        'a/ranker.yaml': workload('ranker', ''),
        'b/ranker.yaml': workload('ranker', '          resources: {requests: {cpu: 1}}\n'),
        'c/hpa.yaml': scaling('pods', `  minReplicas: 5\n  maxReplicas: 5\n${onCpu}`),
        'c/pods.yaml': workload('pods', '', '      resources: {requests: {cpu: 1}}\n'),
      },
      right: [],
    },
  ],
  'moving-image': [
    {
      name: 'asks about a FROM without a tag',
      files: { Dockerfile: 'FROM python\nCMD ["python"]\n' },
      right: ['On the one that carries the tag by then'],
    },
    {
      name: 'asks about a manifest with latest',
      files: { 'ranker.yaml': workload('ranker', '').replace(':1.2', ':latest') },
      right: ['Those that run keep the old image; one that starts later gets the new one'],
    },
    {
      name: 'is silent for versions, digests, variables, stages and scratch',
      files: {
        'a/Dockerfile': 'FROM python:3.12\n',
        'b/Dockerfile': `FROM python@sha256:${'a'.repeat(64)}\n`,
        'c/Dockerfile': 'ARG BASE=python\nFROM $BASE\n',
        'd/Dockerfile': 'FROM python:3.12 AS base\nFROM base\n',
        'e/Dockerfile': 'FROM scratch\n',
        'f/Dockerfile': 'FROM nvidia/cuda\n',
        'g/Dockerfile': 'FROM nvcr.io/nvidia/pytorch\n',
        'ranker.yaml': workload('ranker', ''),
      },
      right: [],
    },
    {
      name: 'is silent for another pull policy and for a tag that a kustomization sets',
      files: {
        'a.yaml': workload('a', '          imagePullPolicy: IfNotPresent\n').replace(
          ':1.2',
          ':latest',
        ),
        'b.yaml': workload('b', '').replace(':1.2', ''),
        'kustomization.yaml':
          'resources: [b.yaml]\nimages: [{name: ghcr.io/acme/b, newTag: "2"}]\n',
      },
      right: [],
    },
  ],
  'missing-import': [
    {
      name: 'names the module',
      files: {
        Dockerfile: installed,
        'requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
        'app.py': 'import os\nfrom fastapi import FastAPI\nimport cv2\n',
      },
      right: ["ModuleNotFoundError: No module named 'cv2'"],
    },
    {
      name: 'is silent when all is installed',
      files: {
        Dockerfile: installed,
        'requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
        'app.py': 'import os\nfrom fastapi import FastAPI\n',
      },
      right: [],
    },
    {
      name: 'is silent when the server itself is missing, and behind a module of the project',
      files: {
        'a/Dockerfile': installed,
        'a/requirements.txt': 'fastapi==0.115.6\n',
        'a/app.py': 'import cv2\n',
        'b/Dockerfile': installed,
        'b/requirements.txt': 'uvicorn==0.34.0\n',
        'b/app.py': 'import features\nimport cv2\n',
        'b/features.py': '',
      },
      right: [],
    },
    {
      name: 'is silent in a condition, and when another environment is used',
      files: {
        'a/Dockerfile': installed,
        'a/requirements.txt': 'uvicorn==0.34.0\n',
        'a/app.py': 'if __name__ == "__main__":\n    import cv2\n',
        'b/Dockerfile': installed.replace('RUN', 'ENV PATH=/venv/bin:$PATH\nRUN'),
        'b/requirements.txt': 'uvicorn==0.34.0\n',
        'b/app.py': 'import cv2\n',
      },
      right: [],
    },
  ],
  'final-contents': [
    {
      name: 'names the folder that is copied from the builder',
      files: { Dockerfile: twoStages, 'app.py': '', 'requirements.txt': '' },
      right: ['/wheels, as line 7 fills it from the stage builder'],
    },
    {
      name: 'is silent for one stage and for a stage that goes on from another',
      files: {
        'a/Dockerfile': python(''),
        'b/Dockerfile': `${python('').replace('slim', 'slim AS base')}FROM base\nCOPY --from=base /a /b\n`,
      },
      right: [],
    },
    {
      name: 'is silent when everything is copied, or removed again',
      files: {
        'a/Dockerfile': twoStages.replace('/wheels /wheels', '/ /'),
        'b/Dockerfile': twoStages.replace('COPY app.py ./', 'RUN rm -r /wheels'),
        'c/Dockerfile': twoStages.replace('/wheels /wheels', '$FROM /wheels'),
      },
      right: [],
    },
  ],
  'gpu-limit': [
    {
      name: 'reads the limit',
      files: {
        'a.yaml': workload('a', '          resources: {limits: {nvidia.com/gpu: 2}}\n'),
      },
      right: ['2 for this container, in each pod that is made'],
    },
    {
      name: 'sees that none is asked for',
      files: {
        'a.yaml': workload('a', '').replace('ghcr.io/acme/a:1.2', 'vllm/vllm-openai:v0.8.0'),
      },
      right: ['None: no limit of the container asks for one'],
    },
    {
      name: 'is silent for shares, claims and values to fill in',
      files: Object.fromEntries(
        [
          ['          resources: {limits: {nvidia.com/mig-1g.5gb: 1}}\n', ''],
          ['', '      resourceClaims: [{name: gpu, resourceClaimName: gpu}]\n'],
          ['          resources: {limits: {nvidia.com/gpu: "${GPUS}"}}\n', ''],
          ['          resources: ${RESOURCES}\n', ''],
        ].map(([container = '', more], i) => [
          `${i}.yaml`,
          workload(`w${i}`, container, more).replace(/ghcr\.io\S+/, 'vllm/vllm-openai:v0.8.0'),
        ]),
      ),
      right: [],
    },
    {
      name: 'is silent for an image that is not known',
      files: { 'a.yaml': workload('a', '') },
      right: [],
    },
  ],
  'probe-path': [
    {
      name: 'resolves a named port, and tells what follows',
      files: {
        'a.yaml': workload(
          'a',
          `          ports: [{name: web, containerPort: 8000}]\n${probe('livenessProbe', 'httpGet: {path: /livez, port: web}')}`,
        ),
      },
      right: [
        'The node asks the pod on port 8000: GET /livez',
        'The container is ended and started again in its pod',
      ],
    },
    {
      name: 'knows the consequence of readiness, and the path that is left out',
      files: { 'a.yaml': workload('a', probe('readinessProbe', 'httpGet: {port: 80}')) },
      right: [
        'The node asks the pod on port 80: GET /',
        'The pod gets no more requests from its Services for now',
      ],
    },
    {
      name: 'is silent about the request of other handlers and of ports without a number',
      files: {
        'a.yaml': workload('a', probe('startupProbe', 'tcpSocket: {port: 80}')),
        'b.yaml': workload('b', probe('startupProbe', 'httpGet: {path: /, port: web}')),
        'c.yaml': workload('c', probe('startupProbe', 'httpGet: {path: "/${P}", port: 80}')),
      },
      right: [],
    },
    {
      name: 'is silent for a Job, a patch and a template',
      files: {
        'a.yaml': workload('a', probe('livenessProbe', 'httpGet: {port: 80}'), '', 'Job'),
        'b-patch.yaml': workload('b', probe('livenessProbe', 'httpGet: {port: 80}')),
        'c.yaml': workload('c', probe('livenessProbe', 'httpGet: {port: "{{ .Values.port }}"}')),
      },
      right: [],
    },
  ],
  'what-survives': [
    {
      name: 'names the folder of the claim',
      files: { 'a.yaml': workload('a', mount, mounted(claim)) },
      right: ['In /models'],
    },
    {
      name: 'names none for an emptyDir',
      files: { 'a.yaml': workload('a', mount, mounted('emptyDir: {}')) },
      right: ['In none of these'],
    },
    {
      name: 'is silent without volumes, for other kinds of them, and for one that is missing',
      files: {
        'a.yaml': workload('a', ''),
        'b.yaml': workload('b', mount, mounted('hostPath: {path: /models}')),
        'c.yaml': workload('c', mount),
      },
      right: [],
    },
    {
      name: 'is silent for a claim that is read, and for a path to fill in',
      files: {
        'a.yaml': workload('a', mount.replace('{', '{readOnly: true, '), mounted(claim)),
        'b.yaml': workload('b', mount.replace('/models', '"${DIR}"'), mounted(claim)),
      },
      right: [],
    },
  ],
  'memory-cap': [
    {
      name: 'asks about the limit',
      files: { 'a.yaml': workload('a', '          resources: {limits: {memory: 2Gi}}\n') },
      right: ['The container is killed and started again'],
    },
    {
      name: 'is silent without a limit, and for a value to fill in',
      files: {
        'a.yaml': workload('a', '          resources: {requests: {memory: 2Gi}}\n'),
        'b.yaml': workload('b', '          resources: {limits: {memory: "${MEMORY}"}}\n'),
      },
      right: [],
    },
    {
      name: 'is silent for a Job',
      files: {
        'a.yaml': workload('a', '          resources: {limits: {memory: 2Gi}}\n', '', 'Job'),
      },
      right: [],
    },
  ],
  'selecting-field': [
    {
      name: 'names the selector among the fields of the Service',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/service.yaml': selecting('front', '{app: ranker}'),
      },
      right: ['spec.selector: app=ranker'],
    },
    {
      name: 'asks about each workload that is picked',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/embedder.yaml': workload('embedder', ''),
        'k8s/service.yaml': selecting('all', '{tier: ml}'),
      },
      right: ['spec.selector: tier=ml', 'spec.selector: tier=ml'],
    },
    {
      name: 'is silent where nothing is picked, for templates, and for labels to fill in',
      files: {
        'a/ranker.yaml': workload('ranker', ''),
        'a/service.yaml': selecting('ranker', '{app: rankr}'),
        'b/embedder.yaml': workload('{{ .Values.name }}', ''),
        'b/service.yaml': selecting('embedder', '{app: embedder}'),
        'c/scorer.yaml': workload('scorer', ''),
        'c/service.yaml': selecting('scorer', '{app: "${APP}"}'),
      },
      right: [],
    },
    {
      name: 'is silent about a bare Pod, which has no template',
      files: {
        'pod.yaml':
          'apiVersion: v1\nkind: Pod\nmetadata: {name: ranker, labels: {app: ranker}}\nspec: {containers: [{name: a, image: a:1}]}\n',
        'service.yaml': selecting('ranker', '{app: ranker}'),
      },
      right: [],
    },
    {
      name: 'is silent with fewer than three fields to choose from',
      files: {
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/service.yaml': selecting('ranker', '{app: ranker}').replace(/ports: .*/, 'ports: []'),
      },
      right: [],
    },
  ],
  'scaling-field': [
    {
      name: 'names the reference among the fields of the autoscaler',
      files: {
        'hpa.yaml': scaling('ranker', '  minReplicas: 3\n  maxReplicas: 7\n'),
        'ranker.yaml': workload('ranker', ''),
      },
      right: ['spec.scaleTargetRef: Deployment ranker'],
    },
    {
      name: 'is silent without a target, and for bounds to fill in',
      files: {
        'a/hpa.yaml': scaling('gone', '  minReplicas: 3\n  maxReplicas: 7\n'),
        'b/hpa.yaml': scaling('ranker', '  maxReplicas: "${MOST}"\n'),
        'b/ranker.yaml': workload('ranker', ''),
      },
      right: [],
    },
  ],
  'arriving-port': [
    {
      name: 'reads the number of the backend',
      files: {
        'service.yaml': selecting('ranker', '{app: ranker}'),
        'ingress.yaml': routing('ranker', '{number: 80}'),
      },
      right: ['Port 80'],
    },
    {
      name: 'resolves the name of the backend',
      files: {
        'service.yaml': selecting('ranker', '{app: ranker}').replace(
          /ports: .*/,
          'ports: [{name: web, port: 8080, targetPort: 8000}, {name: metrics, port: 9090}]',
        ),
        'ingress.yaml': routing('ranker', '{name: web}'),
      },
      right: ['Port 8080'],
    },
    {
      name: 'is silent for a port that the Service does not have, and a Service that is not there',
      files: {
        'a/service.yaml': selecting('ranker', '{app: ranker}'),
        'a/ingress.yaml': routing('ranker', '{number: 8080}'),
        'b/ingress.yaml': routing('gone', '{number: 80}'),
      },
      right: [],
    },
    {
      name: 'is silent for two Services of the name, and for two backends',
      files: {
        'a/service.yaml': selecting('ranker', '{app: ranker}'),
        'b/service.yaml': selecting('ranker', '{app: ranker}'),
        'a/ingress.yaml': routing('ranker', '{number: 80}'),
        'c/service.yaml': selecting('embedder', '{app: embedder}'),
        'c/ingress.yaml': `${routing('embedder', '{number: 80}')}${routing('embedder', '{name: web}').split('paths:\n')[1]}`,
      },
      right: [],
    },
  ],
  'image-field': [
    {
      name: 'names the image of the container',
      files: { 'ranker/Dockerfile': installed, 'k8s/ranker.yaml': workload('ranker', '') },
      right: ['containers[0].image: ghcr.io/acme/ranker:1.2'],
    },
    {
      name: 'is silent for an image that no Dockerfile builds, and one that a kustomization sets',
      files: {
        'ranker/Dockerfile': installed,
        'k8s/embedder.yaml': workload('embedder', ''),
        'k8s/ranker.yaml': workload('ranker', ''),
        'k8s/kustomization.yaml':
          'resources: [ranker.yaml]\nimages: [{name: ghcr.io/acme/ranker, newTag: "2"}]\n',
      },
      right: [],
    },
  ],
  'copying-line': [
    {
      name: 'names the line that copies from the other stage',
      files: { Dockerfile: twoStages },
      right: ['COPY --from=builder /wheels /wheels'],
    },
    {
      name: 'is silent for two such lines, for a mount and for the parent of a stage',
      files: {
        'a/Dockerfile': twoStages.replace(
          'COPY app.py',
          'COPY --from=builder /src /src\nCOPY app.py',
        ),
        'b/Dockerfile': twoStages.replace(
          'COPY app.py ./',
          'RUN --mount=from=builder,target=/w pip install /w/wheels/*',
        ),
        'c/Dockerfile': `${python('').replace('slim', 'slim AS base')}FROM base\nCOPY --from=base /a /b\nUSER 1\nCMD ["a"]\n`,
      },
      right: [],
    },
    {
      name: 'is silent where files may come by way of another stage',
      files: {
        'a/Dockerfile': twoStages
          .replace(
            'FROM python:3.12-slim',
            'FROM python:3.12 AS tested\nRUN pytest\nFROM python:3.12-slim',
          )
          .replace('COPY app.py', 'COPY --from=tested /report /report\nCOPY app.py'),
      },
      right: ['COPY --from=tested /report /report'],
    },
    {
      name: 'is silent when nothing else stands in the stage, and for a variable',
      files: {
        'a/Dockerfile': 'FROM golang:1.24 AS build\nFROM scratch\nCOPY --from=build /a /a\n',
        'b/Dockerfile': twoStages.replace('--from=builder', '--from=$FROM'),
      },
      right: [],
    },
  ],
};

for (const [maker, all] of Object.entries(cases))
  suite(`The maker ${maker}`, () => {
    for (const { name, files, right } of all)
      test(name, async () => {
        assert.deepEqual((await askedBy(files, maker)).map(rightOf), right);
      });
  });

const workspaces = join(import.meta.dirname, '../workspaces');

const below = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? below(path) : [path];
  });

const projects: readonly Files[] = [
  ...readdirSync(workspaces).map((name) => {
    const folder = join(workspaces, name);
    return Object.fromEntries(
      below(folder).map((path) => [
        relative(folder, path).split(sep).join('/'),
        readFileSync(path, 'utf8'),
      ]),
    );
  }),
  ...Object.values(cases).flatMap((all) => all.map(({ files }) => files)),
];

const all = async (): Promise<readonly (readonly [Files, GeneratedQuestion])[]> => {
  const asked: (readonly [Files, GeneratedQuestion])[] = [];
  for (const files of projects)
    for (const each of (await serviceOver(files)).questions(askProject)) asked.push([files, each]);
  return asked;
};

/** The values at dotted paths of all objects of a project, read without our own reader. */
const objectsIn = (files: Files): readonly ((path: string) => unknown)[] =>
  Object.entries(files)
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => parseAllDocuments(text, { logLevel: 'silent' }))
    .map((document) => document.toJS() as unknown)
    .map(
      (value) => (path) =>
        path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value),
    );

const namedIn = (files: Files, title: string) => {
  const [kind, name] = title.split(' ');
  return objectsIn(files).find((get) => get('kind') === kind && get('metadata.name') === name);
};

suite('Questions of all makers', () => {
  test('have one right answer, two wrong ones at least, hints, reasons and facts that are there', async () => {
    const facts = new Map<string, string>();
    for (const [, { id, concept, fact, options, hints, stem, evidence }] of await all()) {
      assert.equal(options.filter(({ correct }) => correct).length, 1, id);
      assert.ok(options.length >= 3 && options.length <= 4, id);
      assert.equal(new Set(options.map(({ text }) => textOf(text))).size, options.length, id);
      assert.ok(
        options.every(({ text, why }) => textOf(text) !== '' && textOf(why).length > 20),
        id,
      );
      assert.ok(hints.length > 0 && textOf(stem).length > 20, id);
      assert.ok(evidence.lines.trim() !== '', id);
      const page =
        facts.get(concept) ??
        readFileSync(join(import.meta.dirname, `../../src/learn/concepts/${concept}.md`), 'utf8');
      facts.set(concept, page);
      assert.ok(page.includes(`- id: ${fact.split('/')[1]}\n`), fact);
    }
  });

  test('show lines that stand in their file', async () => {
    for (const [files, { evidence, id }] of await all())
      assert.ok(files[evidence.path]?.includes(evidence.lines), id);
  });

  test('have answers of like length', async () => {
    const longest = (await all()).filter(([, each]) =>
      wrongOf(each).every((text) => text.length < rightOf(each).length),
    );
    const shortest = (await all()).filter(([, each]) =>
      wrongOf(each).every((text) => text.length > rightOf(each).length),
    );
    const count = (await all()).length;
    assert.ok(longest.length < count / 2, `${longest.length} of ${count} are the longest`);
    assert.ok(shortest.length < count / 2, `${shortest.length} of ${count} are the shortest`);
  });

  test('agree with the labels as another reader sees them', async () => {
    let count = 0;
    for (const [files, each] of await all()) {
      if (each.maker !== 'matched-pods') continue;
      const service = textOf(each.stem).match(/Service \S+/)?.[0] ?? '';
      const selector = namedIn(files, service)?.('spec.selector');
      assert.ok(isRecord(selector));
      const fits = (title: string): boolean => {
        const labels = namedIn(files, title)?.('spec.template.metadata.labels');
        return (
          isRecord(labels) &&
          Object.entries(selector).every(([key, value]) => labels[key] === value)
        );
      };
      for (const { text, correct } of each.options) {
        const title = textOf(text).match(/To those of (.+)/)?.[1];
        if (title !== undefined) assert.equal(fits(title), correct, title);
        count++;
      }
    }
    assert.ok(count > 5);
  });

  test('agree with the numbers of autoscalers', async () => {
    let count = 0;
    for (const [files, each] of await all()) {
      const name = textOf(each.stem).match(/The autoscaler (\S+) is applied/)?.[1];
      if (name === undefined) continue;
      const get = namedIn(files, `HorizontalPodAutoscaler ${name}`);
      const bounds = [get?.('spec.minReplicas') ?? 1, get?.('spec.maxReplicas')];
      assert.equal(rightOf(each), `Between ${bounds.join(' and ')}`);
      count++;
    }
    assert.ok(count > 2);
  });

  test('agree with a second reading of plain patterns and folders', async () => {
    let count = 0;
    for (const [files, each] of await all()) {
      if (each.maker !== 'copied-files' || each.fact.endsWith('whole-context')) continue;
      const context = each.evidence.path.split('/').slice(0, -1).join('/');
      const source = each.evidence.lines.match(/^COPY (?:\.\/)?(\S+) /)?.[1] ?? '';
      const lines = (files[context === '' ? '.dockerignore' : `${context}/.dockerignore`] ?? '')
        .split('\n')
        .filter((line) => line !== '');
      const isOut = (path: string): boolean =>
        lines.reduce((out, line) => {
          const pattern = line.replace('!', '');
          const hit = pattern.startsWith('*')
            ? !path.includes('/') && path.endsWith(pattern.slice(1))
            : `${path}/`.startsWith(`${pattern}/`);
          return hit ? !line.startsWith('!') : out;
        }, false);
      const isIn = (path: string): boolean => source === '.' || path.startsWith(`${source}/`);
      const asksWhatIsLeft = each.fact.endsWith('dockerignore');
      for (const { text, correct } of each.options) {
        const comes = isIn(textOf(text)) && !isOut(textOf(text));
        assert.equal(asksWhatIsLeft ? !comes : comes, correct, textOf(text));
        count++;
      }
    }
    assert.ok(count > 6);
  });

  test('agree with the links as another reader sees them', async () => {
    const counts = new Map<string, number>();
    for (const [files, each] of await all()) {
      const check = tied[each.maker];
      if (!check) continue;
      for (const { text, correct } of each.options) {
        const said = textOf(text);
        assert.equal(
          check(files, textOf(each.stem), said),
          correct,
          `${textOf(each.stem)} ${said}`,
        );
      }
      counts.set(each.maker, (counts.get(each.maker) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].toSorted(), Object.keys(tied).toSorted());
  });

  test('about links of the map name two things that it ties', async () => {
    let count = 0;
    for (const files of projects) {
      const service = await serviceOver(files);
      const { links } = service.map();
      for (const { tie, beside = [], id } of service.questions(askProject)) {
        if (!tie) continue;
        assert.ok(
          links.some(({ from, to }) => from === tie.from && to === tie.to),
          id,
        );
        for (const { lines, path } of beside) assert.ok(files[path]?.includes(lines), id);
        assert.ok(beside.length > 0, id);
        count++;
      }
    }
    assert.ok(count > 15, String(count));
  });
});

type Tied = (files: Files, stem: string, answer: string) => boolean;

const nameIn = (stem: string, before: RegExp): string => before.exec(stem)?.[1] ?? '';

/** Whether an answer about a link is right, read from the files without our own readers. */
const tied: Readonly<Record<string, Tied>> = {
  'selecting-field': (files, stem, answer) => {
    const labels = namedIn(
      files,
      nameIn(stem, /pods of (\S+ [^\s.]+)/),
    )?.('spec.template.metadata.labels');
    const selector = namedIn(files, nameIn(stem, /^(Service \S+)/))?.('spec.selector');
    assert.ok(isRecord(labels) && isRecord(selector));
    const said = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    const isWhole = answer === `spec.selector: ${said.join(', ')}`;
    return isWhole && Object.entries(selector).every(([key, value]) => labels[key] === value);
  },
  'scaling-field': (files, stem, answer) => {
    const [, scaler, path = ''] = /^The autoscaler (\S+) in (\S+)/.exec(stem) ?? [];
    const own = { [path]: files[path] ?? '' };
    const get = namedIn(own, `HorizontalPodAutoscaler ${scaler}`);
    const title = `${get?.('spec.scaleTargetRef.kind')} ${get?.('spec.scaleTargetRef.name')}`;
    return answer === `spec.scaleTargetRef: ${title}` && namedIn(files, title) !== undefined;
  },
  'arriving-port': (files, stem, answer) => {
    const service = nameIn(stem, /to Service ([^\s.]+)/);
    const rules = namedIn(files, nameIn(stem, /^(Ingress \S+)/))?.('spec.rules');
    const [, port = ''] =
      new RegExp(`"name":"${service}","port":{([^}]*)}`).exec(JSON.stringify(rules)) ?? [];
    const ports = namedIn(files, `Service ${service}`)?.('spec.ports');
    assert.ok(Array.isArray(ports));
    const found = ports
      .filter(isRecord)
      .find((each) => port === `"number":${each['port']}` || port === `"name":"${each['name']}"`);
    return answer === `Port ${found?.['port']}`;
  },
  'image-field': (files, stem, answer) => {
    const get = namedIn(files, nameIn(stem, /pods of (\S+ \S+)/));
    const containers = get?.('spec.template.spec.containers');
    assert.ok(Array.isArray(containers));
    const images = containers
      .filter(isRecord)
      .map(({ image }, i) => `containers[${i}].image: ${image}`);
    return images.includes(answer);
  },
  'copying-line': (files, stem, answer) => {
    const [, path = '', from = ''] = /^In (\S+) files of the stage (\S+)/.exec(stem) ?? [];
    const isThere = files[path]?.split('\n').includes(answer) ?? false;
    return isThere && answer.startsWith(`COPY --from=${from} `);
  },
};
