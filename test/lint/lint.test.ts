import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const rulesIn = async (
  text: string,
  file = 'Dockerfile',
  files: Record<string, string> = {},
): Promise<readonly string[]> => {
  const service = await serviceOver({ [file]: text, ...files });
  return service.findings(file).map(({ rule, severity }) => `${rule.id} ${severity}`);
};

const head = 'FROM python:3.12-slim\n';
const tail = 'USER 10001\n';
const install = 'RUN pip install torch==2.4.0\n';

describe('ignore comments', () => {
  it('above an instruction silence the rule there and nowhere else', async () => {
    assert.deepEqual(
      await rulesIn(`${head}# seaworthy ignore=pip-cache\n${install}${install}${tail}`),
      ['pip-cache warning'],
    );
  });

  it('take the names of other tools', async () => {
    for (const pragma of [
      'hadolint ignore=DL3042',
      'hadolint global ignore=DL3042',
      'seaworthy file-ignore=DL3042',
      'seaworthy ignore=hadolint/DL3042',
    ]) {
      assert.deepEqual(await rulesIn(`${head}# ${pragma}\n${install}${tail}`), [], pragma);
    }
  });

  it('of hadolint stand right above their instruction, and name codes alone', async () => {
    const found = (comment: string): Promise<readonly string[]> =>
      rulesIn(`${head}${comment}${install}${tail}`);
    for (const comment of [
      '# hadolint ignore=DL3042\n',
      '  #hadolint ignore = DL3008 , DL3042 # the cache is a mount\n',
    ])
      assert.deepEqual(await found(comment), [], comment);
    assert.deepEqual(await found('# hadolint ignore=DL3008\n# hadolint ignore=DL3042\n'), [
      'malformed-ignore hint',
    ]);
    for (const comment of [
      '# hadolint ignore=DL3042\n\n',
      '# hadolint ignore=DL3042\n# installs\n',
      '# hadolint ignore=DL3042\n# hadolint ignore=DL3008\n',
      '# hadolint ignore=DL3042,pip-cache\n',
      '# hadolint ignore=DL3042 for now\n',
      '# hadolint global ignore=DL3042,\n',
    ])
      assert.deepEqual(
        await found(comment),
        ['malformed-ignore hint', 'pip-cache warning'],
        comment,
      );
    // Our own comments are not so strict.
    assert.deepEqual(await found('# seaworthy ignore=pip-cache\n\n# installs\n'), []);
  });

  it('of checkov count for the file, those of trivy for the next instruction', async () => {
    const root = 'FROM python:3.12-slim\nRUN true\nCMD ["true"]\n';
    for (const [comment, left] of [
      ['#checkov:skip=CKV_DOCKER_3:a batch job\n', []],
      ['# checkov:skip=CKV_DOCKER_7:another\n', ['root-user warning']],
      ['#trivy:ignore:AVD-DS-0002\n', []],
      ['# trivy:ignore:DS001 trivy:ignore:DS002\n', []],
      ['# trivy ignores this\n', ['root-user warning']],
    ] as const)
      assert.deepEqual(await rulesIn(comment + root), left, comment);
    assert.deepEqual(await rulesIn(`${root}# checkov:skip=CKV_DOCKER_3\n`), []);
    assert.deepEqual(await rulesIn(`${root}# trivy:ignore:DS-0002\n`), ['root-user warning']);
  });

  it('for a stage end with it', async () => {
    const text = `# hadolint stage ignore=DL3042\n${head}${install}${tail}`;
    assert.deepEqual(await rulesIn(text), []);
  });

  it('of BuildKit count for the file or the instruction', async () => {
    const command = 'CMD python -u app.py\n';
    assert.deepEqual(
      await rulesIn(`# check=skip=JSONArgsRecommended\n${head}${tail}${command}`),
      [],
    );
    assert.deepEqual(
      await rulesIn(`${head}${tail}# check=skip=JSONArgsRecommended\n${command}`),
      [],
    );
    assert.deepEqual(await rulesIn(`# check=skip=all\n${head}${tail}${command}`), []);
  });

  it('of BuildKit are read as BuildKit does', async () => {
    const command = 'CMD python -u app.py\n';
    const text = `${head}${tail}${command}`;
    for (const [directive, left] of [
      ['skip=UndefinedVar,JSONArgsRecommended', []],
      ['error=true;skip=JSONArgsRecommended', []],
      [
        'skip=UndefinedVar, JSONArgsRecommended',
        ['malformed-ignore hint', 'shell-form-command warning'],
      ],
      ['skip=jsonargsrecommended', ['malformed-ignore hint', 'shell-form-command warning']],
      ['error=true', ['shell-form-command error']],
    ] as const)
      assert.deepEqual(await rulesIn(`# check=${directive}\n${text}`), left, directive);
    // Its "all" says nothing of what BuildKit does not look at.
    assert.deepEqual(await rulesIn(`# check=skip=all\n${head}${install}${tail}`), [
      'pip-cache warning',
    ]);
    assert.deepEqual(
      await rulesIn(`# check=experimental=all\n\n# the seed\nARG SEED\n${head}${tail}`),
      ['definition-description hint'],
    );
  });

  it('of BuildKit stand right above their instruction', async () => {
    const found = (between: string): Promise<readonly string[]> =>
      rulesIn(
        `${head}${tail}# check=skip=JSONArgsRecommended // a shell${between}CMD python -u app.py\n`,
      );
    assert.deepEqual(await found('\n'), []);
    assert.deepEqual(await found('\n# starts it\n'), []);
    assert.deepEqual(await found('\n\n'), ['shell-form-command warning']);
    // Some checks can be skipped for the file alone.
    const twice = 'FROM python:3.12 AS train\nFROM python:3.12-slim AS train\nUSER 10001\n';
    assert.deepEqual(await rulesIn(twice.replace('\n', '\n# check=skip=DuplicateStageName\n')), [
      'duplicate-stage-name error',
    ]);
    assert.deepEqual(await rulesIn(`# check=skip=DuplicateStageName\n${twice}`), []);
  });

  it('that silence nothing are a hint, for our own comments', async () => {
    assert.deepEqual(await rulesIn(`${head}# seaworthy ignore=pip-cache\n${tail}`), [
      'unused-ignore hint',
    ]);
    assert.deepEqual(await rulesIn(`${head}# hadolint ignore=DL3042\n${tail}`), []);
  });

  it('stand above a YAML node and cover it', async () => {
    const pod = (comment: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: churn\nspec:\n  containers:\n    - name: server\n${comment}      image: churn:latest\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n`;
    assert.deepEqual(await rulesIn(pod(''), 'pod.yaml'), ['unpinned-image warning']);
    assert.deepEqual(await rulesIn(pod('      # seaworthy ignore=latest-tag\n'), 'pod.yaml'), []);
  });

  it('may be annotations of other tools', async () => {
    const pod = (annotation: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: churn\n  annotations:\n    ${annotation}\nspec:\n  containers:\n    - name: server\n      image: churn:latest\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n`;
    for (const annotation of [
      'ignore-check.kube-linter.io/latest-tag: local',
      'kube-linter.io/ignore-all: local',
      'kube-score/ignore: container-image-tag',
      'polaris.fairwinds.com/tagNotSpecified-exempt: "true"',
      'monokle.io/suppress.KBP001: local',
      'monokle.io/suppress.practices.kbp116: local',
    ]) {
      assert.deepEqual(await rulesIn(pod(annotation), 'pod.yaml'), [], annotation);
    }
  });

  it('are read where their tool reads them: those of kube-linter and Polaris on the object only', async () => {
    const job = (own: string, ofPods: string): string =>
      `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: churn\n${own}spec:\n  template:\n    metadata:\n      labels: {app: churn}\n${ofPods}    spec:\n      restartPolicy: Never\n      containers:\n        - name: server\n          image: churn:latest\n          resources:\n            requests: {cpu: 1, memory: 1Gi}\n`;
    const left = ['unpinned-image warning'];
    for (const [annotation, inPods] of [
      ['ignore-check.kube-linter.io/latest-tag: local', ['malformed-ignore hint', ...left]],
      ['kube-linter.io/ignore-all: local', ['malformed-ignore hint', ...left]],
      ['polaris.fairwinds.com/tagNotSpecified-exempt: "true"', ['malformed-ignore hint', ...left]],
      ['monokle.io/suppress.KBP001: local', left],
      ['kube-score/ignore: container-image-tag', []],
      ['kube-score/ignore: "*"', []],
      ['checkov.io/skip1: CKV_K8S_14=local', left],
      ['kube-score/skip: "true"', []],
    ] as const) {
      const own = `  annotations:\n    ${annotation}\n`;
      const ofPods = `      annotations:\n        ${annotation}\n`;
      assert.deepEqual(await rulesIn(job(own, ''), 'job.yaml'), [], annotation);
      assert.deepEqual(await rulesIn(job('', ofPods), 'job.yaml'), inPods, annotation);
    }
    const comment = job('', '').replace(
      'kind',
      '# hadolint ignore=DL3007\n# seaworthy ignore=latest-tag\nkind',
    );
    assert.deepEqual(await rulesIn(comment, 'job.yaml'), ['unused-ignore hint', ...left]);
  });
});

describe('annotations of kube-score', () => {
  it('switch checks on for their object alone', async () => {
    const pod = (name: string, annotation: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${annotation}spec:\n  containers:\n    - name: server\n      image: churn:1.4.0\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n`;
    const text = `${pod('churn', '  annotations:\n    kube-score/enable: container-seccomp-profile\n')}---\n${pod('fraud', '')}`;
    assert.deepEqual(await rulesIn(text, 'pod.yaml'), ['missing-seccomp info']);
  });
});

describe('the ignore edit', () => {
  it('stands above the whole instruction, over comments within it and here-documents', async () => {
    const text = `FROM python:3.12-slim
RUN echo model && \\
    # what runs
    pip install torch==2.4.0
RUN <<EOF
set -e
pip install numpy==2.1.0
EOF
USER 10001
`;
    const service = await serviceOver({ Dockerfile: text });
    const found = service.findings('Dockerfile').filter(({ rule }) => rule.id === 'pip-cache');
    const places = found.map((each) => service.ignoreEdit('Dockerfile', each).span[0]);
    assert.deepEqual(places, [text.indexOf('RUN echo'), text.indexOf('RUN <<EOF')]);
    for (const each of found) {
      const mended = apply(text, [service.ignoreEdit('Dockerfile', each)]);
      const left = await rulesIn(mended);
      assert.equal(left.filter((name) => name.startsWith('pip-cache')).length, found.length - 1);
    }
  });

  it('goes into a list of hadolint under the name that hadolint knows, or stands alone', async () => {
    const text =
      'FROM python:3.12-slim\n# hadolint ignore=DL3015\nRUN apt-get update && apt-get install -y libgomp1 && cd /tmp; true\nUSER 10001\n';
    const service = await serviceOver({ Dockerfile: text });
    const edited = (id: string): string => {
      const found = service.findings('Dockerfile').find(({ rule }) => rule.id === id);
      assert.ok(found, id);
      return apply(text, [service.ignoreEdit('Dockerfile', found)]);
    };
    assert.match(edited('apt-lists-left'), /^# hadolint ignore=DL3015,DL3009$/m);
    assert.match(
      edited('unguarded-cd'),
      /^# seaworthy ignore=unguarded-cd\n# hadolint ignore=DL3015\nRUN/m,
    );
  });

  it('writes a comment above the whole instruction, and then adds to it', async () => {
    const text =
      'FROM python:3.12-slim\nRUN apt-get update && \\\n    apt-get install curl && \\\n    rm -rf /var/lib/apt/lists/*\nUSER 10001\n';
    const service = await serviceOver({ Dockerfile: text });
    const [first] = service.findings('Dockerfile');
    assert.ok(first);
    const once = apply(text, [service.ignoreEdit('Dockerfile', first)]);
    assert.equal(once, text.replace('RUN apt', '# seaworthy ignore=apt-assume-yes\nRUN apt'));
    await service.update('Dockerfile', once);
    const [second] = service.findings('Dockerfile');
    assert.ok(second);
    assert.equal(
      apply(once, [service.ignoreEdit('Dockerfile', second)]),
      once.replace('assume-yes', 'assume-yes,apt-recommends'),
    );
  });
});

describe('settings', () => {
  it('change severities by id and by other names', async () => {
    const settings = { '.seaworthy.yaml': 'rules:\n  pip-cache: error\n  DL3025: off\n' };
    assert.deepEqual(
      await rulesIn(`${head}${install}${tail}CMD python -u app.py\n`, 'Dockerfile', settings),
      ['pip-cache error'],
    );
  });

  it('of the nearest folder win', async () => {
    const settings = {
      '.seaworthy.yaml': 'rules: {pip-cache: error}\n',
      'serve/.seaworthy.yaml': 'rules: {pip-cache: off}\n',
    };
    assert.deepEqual(await rulesIn(`${head}${install}${tail}`, 'serve/Dockerfile', settings), []);
  });

  it('of hadolint and kube-linter count, under our own', async () => {
    const hadolint = { '.hadolint.yaml': 'ignored: [DL3025]\noverride:\n  error: [DL3042]\n' };
    const text = `${head}${install}${tail}CMD python -u app.py\n`;
    assert.deepEqual(await rulesIn(text, 'serve/Dockerfile', hadolint), ['pip-cache error']);
    const own = { ...hadolint, '.seaworthy.yaml': 'rules: {pip-cache: info}\n' };
    assert.deepEqual(await rulesIn(text, 'serve/Dockerfile', own), ['pip-cache info']);
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n  containers:\n    - name: server\n      image: churn:latest\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n';
    assert.deepEqual(
      await rulesIn(pod, 'pod.yaml', { '.kube-linter.yaml': 'checks: {exclude: [latest-tag]}\n' }),
      [],
    );
  });

  it('of kube-linter add and leave out checks', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n  containers:\n    - name: server\n      image: churn:latest\n      resources:\n        requests: {cpu: 1, memory: 1Gi}\n';
    const found = (checks: string): Promise<readonly string[]> =>
      rulesIn(pod, 'pod.yaml', { '.kube-linter.yaml': `checks: ${checks}\n` });
    assert.deepEqual(await found('{include: [use-namespace]}'), [
      'namespace-unset hint',
      'unpinned-image warning',
    ]);
    assert.deepEqual(await found('{doNotAutoAddDefaults: true, include: [use-namespace]}'), [
      'namespace-unset hint',
    ]);
    const all = await found('{addAllBuiltIn: true, exclude: [use-namespace]}');
    assert.ok(all.includes('node-not-chosen hint'));
    assert.ok(!all.includes('namespace-unset hint'));
  });

  it('of hadolint count with all their keys', async () => {
    const text = `${head}# hadolint ignore=DL3042\n${install}${tail}LABEL model.version=new\n`;
    const found = (settings: string): Promise<readonly string[]> =>
      rulesIn(text, 'serve/Dockerfile', { '.hadolint.yaml': settings });
    assert.deepEqual(await found('ignored: []\n'), []);
    assert.deepEqual(await found('disable-ignore-pragma: true\n'), ['pip-cache warning']);
    assert.deepEqual(await found('trustedRegistries: [ghcr.io]\n'), ['untrusted-registry error']);
    assert.deepEqual(await found('label-schema: {model.version: semver}\n'), [
      'label-value warning',
    ]);
    assert.deepEqual(await found('strict-labels: true\n'), ['unknown-label info']);
    assert.deepEqual(await found('trustedRegistries: [ghcr.io]\noverride: {style: [DL3026]}\n'), [
      'untrusted-registry hint',
    ]);
  });

  it('say what makes a check fail', async () => {
    const failOn = async (files: Record<string, string>): Promise<string> =>
      (await serviceOver({ Dockerfile: head, ...files })).failOn('Dockerfile');
    assert.equal(await failOn({}), 'error');
    for (const [threshold, level] of [
      ['warning', 'warning'],
      ['style', 'hint'],
      ['ignore', 'hint'],
      ['none', 'never'],
    ] as const)
      assert.equal(await failOn({ '.hadolint.yaml': `failure-threshold: ${threshold}\n` }), level);
    assert.equal(await failOn({ '.hadolint.yaml': 'no-fail: true\n' }), 'never');
    assert.equal(
      await failOn({
        '.hadolint.yaml': 'failure-threshold: style\n',
        '.seaworthy.yaml': 'failOn: info\n',
      }),
      'info',
    );
  });

  it('of labels and registries are those of the nearest file', async () => {
    const files = {
      '.hadolint.yaml': 'trustedRegistries: [ghcr.io]\n',
      'serve/.seaworthy.yaml': 'trustedRegistries: [docker.io]\nlabels: {team: colour}\n',
    };
    assert.deepEqual(await rulesIn(`${head}${tail}`, 'serve/Dockerfile', files), []);
    assert.deepEqual(await rulesIn(`${head}${tail}`, 'train/Dockerfile', files), [
      'untrusted-registry error',
    ]);
  });

  it('leave out files', async () => {
    assert.deepEqual(
      await rulesIn(`${head}${install}`, 'legacy/Dockerfile', {
        '.seaworthy.yaml': 'ignore: [legacy/]\n',
      }),
      [],
    );
  });

  it('that are malformed change nothing', async () => {
    for (const text of ['[', 'rules: 3', 'profile: loud', 'rules: {pip-cache: 7}', '']) {
      assert.deepEqual(
        await rulesIn(`${head}${install}${tail}`, 'Dockerfile', { '.seaworthy.yaml': text }),
        ['pip-cache warning'],
        text,
      );
    }
  });
});

describe('fix-all', () => {
  it('merges fixes in one RUN and leaves the rest byte for byte', async () => {
    const text =
      '# serve\r\nFROM python:3.12-slim\r\nRUN apt-get update && \\\r\n    # for LightGBM\r\n    apt-get install --no-install-recommends libgomp1\r\nRUN pip install torch==2.4.0\r\nADD app.py ./\r\nUSER 10001\r\n';
    const service = await serviceOver({ Dockerfile: text });
    const fixed = service.fixed('Dockerfile');
    assert.equal(
      fixed,
      text
        .replace('apt-get install', 'apt-get install -y')
        .replace('libgomp1', 'libgomp1 && rm -rf /var/lib/apt/lists/*')
        .replace('pip install', 'pip install --no-cache-dir')
        .replace('ADD', 'COPY'),
    );
    await service.update('Dockerfile', fixed);
    assert.equal(service.fixed('Dockerfile'), fixed);
    assert.deepEqual(
      service.findings('Dockerfile').filter(({ fixes }) => fixes?.some(({ safe }) => safe)),
      [],
    );
  });
});
