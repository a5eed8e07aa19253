import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli.js');

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

interface Found {
  readonly start: { readonly offset: number };
  readonly end: { readonly offset: number };
  readonly related: readonly (Pick<Found, 'start' | 'end'> & { readonly path: string })[];
  readonly fixes: readonly {
    readonly edits: readonly { path: string; start: number; end: number }[];
  }[];
}

const seaworthy = (cwd: string, args: readonly string[], input?: string): Run => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, out: stdout, err: stderr };
};

let room = '';
before(() => {
  room = mkdtempSync(join(tmpdir(), 'seaworthy-cli-'));
  cpSync(join(root, 'test/workspaces/churn-model'), join(room, 'churn-model'), { recursive: true });
});
after(() => rmSync(room, { recursive: true, force: true }));

describe('seaworthy preflight', () => {
  it('prints each image and workload, and ends with 1 when something is broken', () => {
    const { err, out, status } = seaworthy(room, ['preflight', 'churn-model']);
    assert.equal(err, '');
    assert.equal(status, 1);
    assert.match(out, /^churn-model\/Dockerfile: \d problems.*\n {2}✗ builds /);
    assert.match(out, /✗ listens .*\(churn-model\/Dockerfile:9\) \[localhost-server\]/);
    assert.match(out, /\nDeployment churn-model, churn-model\/k8s\/deployment.yaml: /);
  });

  it('prints JSON and Markdown', () => {
    const json = seaworthy(room, ['preflight', 'churn-model', '--format', 'json']);
    assert.deepEqual(
      JSON.parse(json.out).preflights.map(({ path }: { path: string }) => path),
      ['churn-model/Dockerfile', 'churn-model/k8s/deployment.yaml'],
    );
    const markdown = seaworthy(room, ['preflight', 'churn-model', '--format', 'markdown']);
    assert.match(markdown.out, /^## churn-model\/Dockerfile\n\n\d problems/);
  });

  it('tells what it does not understand, and that there is nothing', () => {
    assert.equal(seaworthy(room, ['preflight', '--format', 'xml']).status, 2);
    assert.equal(seaworthy(room, ['preflight', 'nowhere']).status, 2);
    mkdirSync(join(room, 'bare'), { recursive: true });
    const { out, status } = seaworthy(join(room, 'bare'), ['preflight']);
    assert.equal(status, 0);
    assert.equal(out, 'No Dockerfile and no workload found.\n');
  });
});

describe('seaworthy image', () => {
  it('prints what the image holds, also after a line', () => {
    const whole = seaworthy(room, ['image', 'churn-model/Dockerfile']);
    assert.equal(whole.status, 0);
    assert.equal(whole.err, '');
    assert.match(whole.out, /^churn-model\/Dockerfile after line 9\nbase /);
    assert.match(whole.out, /\nfile {5}\/app\/app\.py {2}app\.py \(churn-model\/Dockerfile:4\)\n/);
    const early = seaworthy(room, ['image', 'churn-model/Dockerfile', '--line', '3']);
    assert.doesNotMatch(early.out, /app\.py/);
    const json = seaworthy(room, ['image', 'churn-model/Dockerfile', '--format', 'json']);
    assert.equal(JSON.parse(json.out).path, 'churn-model/Dockerfile');
  });

  it('tells what it does not understand', () => {
    for (const args of [
      [],
      ['churn-model/app.py'],
      ['churn-model'],
      ['nowhere'],
      ['churn-model/Dockerfile', '--line', '0'],
      ['churn-model/Dockerfile', '--line', '99'],
      ['churn-model/Dockerfile', '--format', 'xml'],
    ]) {
      const { err, status } = seaworthy(room, ['image', ...args]);
      assert.equal(status, 2, args.join(' '));
      assert.match(err, /^seaworthy: /);
    }
  });
});

describe('seaworthy check', () => {
  it('prints JSON with exact places of every recognised file', () => {
    const { status, out } = seaworthy(room, ['check', 'churn-model', '--format', 'json']);
    assert.equal(status, 1);
    const report = JSON.parse(out);
    assert.equal(report.version, 1);
    assert.deepEqual(
      report.files.map((file: { path: string; kind: string }) => [file.path, file.kind]),
      [
        ['churn-model/Dockerfile', 'dockerfile'],
        ['churn-model/k8s/deployment.yaml', 'kubernetes'],
        ['churn-model/k8s/hpa.yaml', 'kubernetes'],
        ['churn-model/k8s/ingress.yaml', 'kubernetes'],
        ['churn-model/k8s/service.yaml', 'kubernetes'],
      ],
    );
    const dockerfile = report.files[0];
    const text = readFileSync(join(room, dockerfile.path), 'utf8');
    const server = dockerfile.findings.find(
      ({ rule }: { rule: string }) => rule === 'localhost-server',
    );
    assert.equal(text.slice(server.start.offset, server.end.offset), 'uvicorn');
    assert.deepEqual(server.start, { line: 9, column: 5, offset: text.indexOf('uvicorn') });
    assert.equal(server.fixes[0].safe, false);
    assert.deepEqual(
      server.fixes[0].edits.map(({ path }: { path: string }) => path),
      ['churn-model/Dockerfile'],
    );
    const { files, error, warning, info, hint } = report.summary;
    const all = report.files.flatMap((file: { findings: unknown[] }) => file.findings);
    assert.equal(error + warning + info + hint, all.length);
    assert.equal(files, 5);
  });

  it('has every place and edit in order and inside its text', () => {
    const folder = join(room, 'places');
    cpSync(join(root, 'test/workspaces/churn-model'), folder, { recursive: true });
    for (const [name, lines] of [
      ['above', ['ENTRYPOINT ["python"]', 'CMD ["train.py"]']],
      ['below', ['CMD ["train.py"]', 'ENTRYPOINT ["python"]']],
      ['served', ['CMD ["app:app", "--host", "127.0.0.1"]', 'ENTRYPOINT ["uvicorn"]']],
    ] as const)
      writeFileSync(
        join(folder, `Dockerfile.${name}`),
        ['FROM --platform=abc python:3.12-slim', ...lines, ''].join('\n'),
      );
    const { out } = seaworthy(folder, ['check', '--format', 'json', '--profile', 'strict']);
    const lengthOf = (path: string): number => readFileSync(join(folder, path), 'utf8').length;
    const spans = JSON.parse(out).files.flatMap(
      ({ path, findings }: { path: string; findings: readonly Found[] }) =>
        findings.flatMap(({ start, end, related, fixes }) => [
          { path, start: start.offset, end: end.offset },
          ...related.map((at) => ({ path: at.path, start: at.start.offset, end: at.end.offset })),
          ...fixes.flatMap(({ edits }) => edits),
        ]),
    );
    assert.ok(spans.length > 40);
    assert.deepEqual(
      spans.filter(
        ({ path, start, end }: { path: string; start: number; end: number }) =>
          start < 0 || start > end || end > lengthOf(path),
      ),
      [],
    );
  });

  it('says what is wrong in text, GitHub and SARIF', () => {
    assert.match(
      seaworthy(room, ['check', 'churn-model']).out,
      /^churn-model\/Dockerfile:9:5 error uvicorn listens on 127\.0\.0\.1.* \[localhost-server\]$/m,
    );
    assert.match(
      seaworthy(room, ['check', 'churn-model', '--format', 'github']).out,
      /^::error file=churn-model\/Dockerfile,line=9,endLine=9,col=5,endColumn=12,title=localhost-server::/m,
    );
    const sarif = JSON.parse(seaworthy(room, ['check', 'churn-model', '--format', 'sarif']).out);
    assert.equal(sarif.version, '2.1.0');
    const [run] = sarif.runs;
    for (const result of run.results)
      assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  });

  it('finds nothing in the mended project', () => {
    const { status, out } = seaworthy(root, [
      'check',
      'test/workspaces/churn-model-fixed',
      '--fail-on',
      'hint',
    ]);
    assert.equal(status, 0, out);
  });

  it('reads standard input under a name', () => {
    const { status, out } = seaworthy(
      room,
      [
        'check',
        '--stdin-filename',
        'serve/Dockerfile',
        '--format',
        'json',
        '--rule',
        'DL3042=error',
      ],
      'FROM python:3.12-slim\nRUN pip install torch==2.4.0\nUSER 10001\n',
    );
    assert.equal(status, 1);
    const [file] = JSON.parse(out).files;
    assert.equal(file.path, 'serve/Dockerfile');
    assert.deepEqual(
      file.findings.map(({ rule, severity }: { rule: string; severity: string }) => [
        rule,
        severity,
      ]),
      [['pip-cache', 'error']],
    );
  });

  it('fails at the level that is asked for', () => {
    const folder = join(room, 'level');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM python:3.12-slim\nRUN pip install torch==2.4.0\nUSER 10001\n',
    );
    assert.equal(seaworthy(folder, ['check']).status, 0);
    assert.equal(seaworthy(folder, ['check', '--fail-on', 'warning']).status, 1);
    assert.equal(
      seaworthy(folder, ['check', '--fail-on', 'never', '--rule', 'pip-cache=error']).status,
      0,
    );
    assert.equal(
      seaworthy(folder, ['check', '--fail-on', 'warning', '--rule', 'pip-cache=off']).status,
      0,
    );
    writeFileSync(join(folder, '.hadolint.yaml'), 'failure-threshold: warning\n');
    assert.equal(seaworthy(folder, ['check']).status, 1);
    assert.equal(seaworthy(folder, ['check', '--fail-on', 'error']).status, 0);
  });

  it('heeds the settings of kube-linter and Polaris above the manifests, also beside --config', () => {
    const folder = join(room, 'peers');
    mkdirSync(join(folder, 'k8s'), { recursive: true });
    writeFileSync(
      join(folder, 'polaris.yaml'),
      'checks: {tagNotSpecified: danger}\nexemptions: [{containerNames: [side], rules: [tagNotSpecified]}]\n',
    );
    writeFileSync(
      join(folder, '.kube-linter.yaml'),
      'customChecks: [{name: house, template: required-label, params: {key: team}}]\n',
    );
    writeFileSync(join(folder, 'own.yaml'), 'profile: recommended\n');
    const resources = 'resources: {requests: {cpu: 1, memory: 1Gi}}';
    writeFileSync(
      join(folder, 'k8s/pod.yaml'),
      `apiVersion: v1\nkind: Pod\nmetadata: {name: churn}\nspec:\n  containers:\n    - {name: server, image: churn, ${resources}}\n    - {name: sidecar, image: proxy, ${resources}}\n`,
    );
    for (const more of [[], ['--config', 'own.yaml']])
      assert.deepEqual(
        seaworthy(folder, ['check', 'k8s', ...more])
          .out.split('\n')
          .slice(0, 3)
          .map((line) => line.split(' ').slice(0, 3).join(' ')),
        ['k8s/pod.yaml:3:18 warning house:', 'k8s/pod.yaml:6:29 error churn', '1 file checked:'],
      );
  });

  it('applies safe fixes, and a second run changes nothing', () => {
    const folder = join(room, 'fixed');
    cpSync(join(root, 'test/workspaces/churn-model'), folder, { recursive: true });
    const first = JSON.parse(seaworthy(folder, ['check', '--fix', '--format', 'json']).out);
    const safe = first.files
      .flatMap((file: { findings: { fixes: { safe: boolean }[] }[] }) => file.findings)
      .filter((finding: { fixes: { safe: boolean }[] }) => finding.fixes.some((fix) => fix.safe));
    assert.deepEqual(safe, []);
    const once = readFileSync(join(folder, 'Dockerfile'), 'utf8');
    assert.match(once, /pip install --no-cache-dir -r requirements\.txt/);
    seaworthy(folder, ['check', '--fix']);
    assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), once);
  });

  it('respects .gitignore in folders, but not for a named file', () => {
    const folder = join(room, 'ignored');
    mkdirSync(join(folder, 'old'), { recursive: true });
    writeFileSync(join(folder, '.gitignore'), 'old/\n');
    writeFileSync(join(folder, 'old/Dockerfile'), 'FROM python\nRUN ls\n');
    assert.match(seaworthy(folder, ['check']).out, /^0 files checked/);
    assert.match(seaworthy(folder, ['check', 'old/Dockerfile']).out, /1 file checked/);
  });

  it('checks what Git tracks, whatever .gitignore says', () => {
    const folder = join(room, 'tracked');
    mkdirSync(join(folder, '.git'), { recursive: true });
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, '.gitignore'), 'old/\nDockerfile*\n');
    for (const path of ['Dockerfile', 'Dockerfile.gpu', 'old/Dockerfile'])
      writeFileSync(join(folder, path), 'FROM python\nRUN ls\n');
    // https://git-scm.com/docs/index-format: version 2, with two entries.
    const head = Buffer.from([0x44, 0x49, 0x52, 0x43, 0, 0, 0, 2, 0, 0, 0, 2]);
    const entries = ['Dockerfile', 'old/Dockerfile'].map((name) => {
      const entry = Buffer.alloc((62 + name.length + 8) & ~7);
      entry.writeUInt16BE(name.length, 60);
      entry.write(name, 62);
      return entry;
    });
    writeFileSync(join(folder, '.git/index'), Buffer.concat([head, ...entries]));
    const { out } = seaworthy(folder, ['check']);
    assert.match(out, /2 files checked/);
    assert.match(out, /old\/Dockerfile/);
    writeFileSync(join(folder, '.git/index'), head);
    assert.match(seaworthy(folder, ['check']).out, /^0 files checked/);
  });

  it('answers mistakes with code 2 and a message', () => {
    for (const args of [
      [],
      ['chek'],
      ['check', 'nowhere'],
      ['check', '--format', 'xml'],
      ['check', '--rule', 'nothing'],
      ['check', '--rule', 'pip-cache=loud'],
      ['check', '--wat'],
      ['check', '--config', 'nowhere.yaml'],
      ['explain'],
      ['explain', 'nothing'],
    ]) {
      const { status, err } = seaworthy(room, args);
      assert.equal(status, 2, args.join(' '));
      assert.match(err, /^seaworthy: .+\n/);
    }
  });
});

describe('a failure of Seaworthy', () => {
  it('in a rule or a parser is told with the file, after what else was found, and ends with 2', () => {
    const folder = join(room, 'failing');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'app.py'), 'import torch\n');
    writeFileSync(
      join(folder, 'Dockerfile'),
      'FROM python:3.12-slim\nRUN pip install torch==2.4.0\nWORKDIR app\n',
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--import', join(root, 'test/support/text-loader.mjs')],
        ...[join(root, 'test/support/failing-cli.ts'), 'check', '--fail-on', 'never'],
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.match(stdout, /\[relative-workdir\]\n[\s\S]*1 file checked/);
    assert.doesNotMatch(stdout, /pip-cache/);
    assert.match(stderr, /^seaworthy: rule pip-cache failed on .*failing\/Dockerfile: rule down/m);
    assert.match(stderr, /^seaworthy: reading as python failed on .*app\.py: parser down/m);
    assert.equal(status, 2);
  });
});

describe('mistakes in settings', () => {
  it('are findings of the file, and end with 2 when the command line names it', () => {
    const folder = join(room, 'mistaken');
    mkdirSync(join(folder, 'app'), { recursive: true });
    writeFileSync(join(folder, 'app/Dockerfile'), 'FROM python:3.12-slim\nUSER 10001\n');
    writeFileSync(join(folder, '.seaworthy.yaml'), 'rules: {pip-cach: error}\n');
    for (const args of [[], ['app']]) {
      const { out, status } = seaworthy(folder, ['check', '--format', 'json', ...args]);
      const [{ path, kind, findings }] = JSON.parse(out).files;
      assert.deepEqual(
        [path, kind, findings[0].rule, findings[0].start.column, status],
        ['.seaworthy.yaml', 'settings', 'invalid-setting', 9, 1],
      );
    }
    writeFileSync(join(folder, '.seaworthy.yaml'), 'rules: {pip-cache: error}\n');
    assert.equal(seaworthy(folder, ['check']).status, 0);
    for (const text of ['rules: [pip-cache]\n', 'profile: loud\n', 'a: [\n', '- a\n', 'x\n']) {
      writeFileSync(join(folder, 'own.yaml'), text);
      const { out, err, status } = seaworthy(folder, ['check', '--config', 'own.yaml', 'app']);
      assert.match(out, /^own\.yaml:\d+:\d+ error .+ \[invalid-setting\]$/m, text);
      assert.match(err, /^seaworthy: own\.yaml has mistakes/);
      assert.equal(status, 2);
    }
  });
});

describe('a reader that has enough', () => {
  for (const args of [
    ['rules'],
    ['rules', '--format', 'json'],
    ['explain', 'pip-cache'],
    ['--help'],
    ['--version'],
    ['check', '--format', 'json', '--fail-on', 'never'],
  ])
    it(`ends ${args.join(' ')} quietly`, async () => {
      const child = spawn(process.execPath, [cli, ...args], { cwd: join(room, 'churn-model') });
      let err = '';
      child.stderr.on('data', (chunk) => {
        err += chunk;
      });
      child.stdout.destroy();
      const code = await new Promise((resolve) => child.on('close', resolve));
      assert.deepEqual([code, err], [0, '']);
    });
});

describe('what is read', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(room, path)), { recursive: true });
    writeFileSync(join(room, path), text);
  };
  const paths = (args: readonly string[], cwd: string): readonly string[] =>
    JSON.parse(seaworthy(join(room, cwd), ['check', '--format', 'json', ...args]).out).files.map(
      ({ path, kind }: { path: string; kind: string }) => `${path} ${kind}`,
    );
  const dockerfile = 'FROM python:3.12-slim\nUSER 10001\n';
  const manifest = 'apiVersion: v1\nkind: Service\nmetadata: {name: churn}\nspec: {}\n';

  it('is a named file of any name, by its content', () => {
    write('any/serve.j2', `{# of the build #}\n${dockerfile}`);
    write('any/service.tpl', manifest);
    write('any/pod.json', '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}');
    write('any/node_modules/build.txt', dockerfile);
    write('any/notes.txt', 'From now on: nothing.\n');
    assert.deepEqual(paths([], 'any'), []);
    assert.deepEqual(paths(['serve.j2', 'service.tpl', 'pod.json'], 'any'), [
      'pod.json kubernetes',
      'serve.j2 dockerfile',
      'service.tpl kubernetes',
    ]);
    assert.deepEqual(paths(['node_modules/build.txt'], 'any'), [
      'node_modules/build.txt dockerfile',
    ]);
    writeFileSync(join(room, 'any/Dockerfile'), Buffer.from('FROM python # caf\xe9\n', 'latin1'));
    write('any/large.yaml', `${manifest}# ${'x'.repeat(600_000)}\n`);
    assert.deepEqual(seaworthy(join(room, 'any'), ['check', '.']).err.split('\n').sort(), [
      '',
      'seaworthy: Dockerfile is not checked: it cannot be read as UTF-8 text.',
      'seaworthy: large.yaml is not checked: it is larger than 512 kB.',
    ]);
    const { err, status } = seaworthy(join(room, 'any'), ['check', 'notes.txt']);
    assert.match(err, /notes\.txt is not checked: it is neither a Dockerfile nor/);
    assert.equal(status, 0);
  });

  it('is also what links lead to, once and in no circle, for the build and not to be checked again', () => {
    write('links/common/lib/util.py', 'size = 3\n');
    write('links/common/requirements.txt', 'flask==3.1.0\n');
    write(
      'links/app/Dockerfile',
      `FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\nCOPY lib/util.py ./lib/\nCOPY gone.py ./\nUSER 10001\n`,
    );
    for (const [target, path] of [
      ['../common/requirements.txt', 'app/requirements.txt'],
      ['../common/lib', 'app/lib'],
      ['..', 'app/around'],
      ['../../app', 'common/lib/back'],
      ['nowhere', 'app/gone.py'],
      [tmpdir(), 'app/outside'],
      ['app/Dockerfile', 'Dockerfile'],
    ] as const)
      symlinkSync(target, join(room, 'links', path));
    const { files } = JSON.parse(
      seaworthy(join(room, 'links'), ['check', '--format', 'json', '--fail-on', 'never']).out,
    );
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      ['app/Dockerfile'],
    );
    const messages = files[0].findings.map(({ message }: { message: string }) => message);
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.match(messages[0], /gone\.py/);
  });

  it('is the project that holds a folder, and not what lies beside it', () => {
    for (const name of ['a', 'b']) {
      write(`many/${name}/.git/HEAD`, '');
      write(`many/${name}/app/Dockerfile`, dockerfile);
      write(`many/${name}/app/x.py`, 'import json\n');
    }
    write('many/README.md', '');
    const traced = spawnSync(
      process.execPath,
      [
        ...['--import', join(root, 'test/support/text-loader.mjs')],
        ...[join(root, 'test/support/failing-cli.ts'), 'check', 'a/app'],
      ],
      { cwd: join(room, 'many'), encoding: 'utf8' },
    );
    // Its parser of Python tells which files were read.
    assert.deepEqual(traced.stderr.match(/\w\/app\/x\.py/g), ['a/app/x.py']);
    assert.deepEqual(paths(['a/app'], 'many'), ['a/app/Dockerfile dockerfile']);
  });

  it('is all that settings above a folder speak of, and what it is checked against', () => {
    write('whole/.seaworthy.yaml', 'rules: {root-user: "off"}\n');
    write('whole/app/.git/HEAD', '');
    write('whole/app/Dockerfile', 'FROM python:3.12-slim\n');
    assert.equal(seaworthy(join(room, 'whole'), ['check', 'app', '--fail-on', 'hint']).status, 0);
    write('parts/k8s/hpa.yaml', hpa);
    write('parts/k8s/all/deployment.yaml', deployment);
    const { out } = seaworthy(join(room, 'parts'), ['check', 'k8s/all']);
    assert.match(out, /hpa-replicas-conflict/);
  });
});

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: churn}
spec:
  replicas: 2
  selector: {matchLabels: {app: churn}}
  template:
    metadata: {labels: {app: churn}}
    spec: {containers: [{name: a, image: "churn:1.0"}]}
`;
const hpa = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: churn}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: churn}
  maxReplicas: 3
`;

describe('the other commands', () => {
  it('list and explain rules, also by other names', () => {
    const rules = JSON.parse(seaworthy(room, ['rules', '--format', 'json']).out);
    const cache = rules.find(({ id }: { id: string }) => id === 'pip-cache');
    assert.deepEqual(
      [cache.fix, cache.severity, cache.aka],
      ['safe', 'warning', ['hadolint/DL3042']],
    );
    assert.match(
      seaworthy(room, ['explain', 'dl3042']).out,
      /^# pip keeps its cache in the image\n[\s\S]+## Why it matters/,
    );
  });

  it('explain the ids of scanners and of ShellCheck, however they are written', () => {
    for (const [name, title] of [
      ['KSV012', 'A pod may run as root'],
      ['avd-ksv-0012', 'A pod may run as root'],
      ['trivy/KSV-0012', 'A pod may run as root'],
      ['CKV_K8S_16', 'A container is privileged'],
      ['ckv_docker_4', 'ADD where COPY is meant'],
      ['checkov/CKV2_DOCKER_1', 'sudo in a build step'],
      ['DS002', 'The container starts as root'],
      ['KSV005', 'A container has a dangerous capability'],
      ['SC2086', 'SC2086: a finding of ShellCheck'],
      ['shellcheck/sc2046', 'SC2046: a finding of ShellCheck'],
    ] as const) {
      const { out, status } = seaworthy(room, ['explain', name]);
      assert.equal(status, 0, name);
      assert.ok(out.startsWith(`# ${title}`), `${name}: ${out.slice(0, 60)}`);
      assert.match(out, /^## Why it matters$/m);
    }
    for (const name of ['KSV9999', 'CKV_K8S_9999', 'hadolint/KSV012', 'SC12'])
      assert.equal(seaworthy(room, ['explain', name]).status, 2, name);
    const level = join(room, 'level');
    const args = ['check', '--profile', 'strict', '--rule', 'DS002=off', '--format', 'json'];
    writeFileSync(join(level, 'Dockerfile'), 'FROM python:3.12-slim\nCMD ["python"]\n');
    assert.doesNotMatch(seaworthy(level, args).out, /root-user/);
    assert.match(seaworthy(level, args.toSpliced(3, 2)).out, /root-user/);
  });

  it('tell the version and the usage', () => {
    assert.match(seaworthy(room, ['--version']).out, /^\d+\.\d+\.\d+\n$/);
    assert.match(seaworthy(room, ['--help']).out, /seaworthy check \[PATH\.\.\.\]/);
  });
});
