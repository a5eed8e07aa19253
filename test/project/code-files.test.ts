import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceOver } from '../support/host.ts';

const dockerfile = (start: string): string =>
  `FROM python:3.12-slim\nWORKDIR /app\nRUN pip install --no-cache-dir uvicorn==0.34.0\nCOPY main.py ./\nUSER 10001\nCMD ${start}\n`;
const main = 'import uvicorn\n\nuvicorn.run("main:app", port=8000)\n';
const rulesIn = (found: readonly { readonly rule: { readonly id: string } }[]): string[] =>
  found.map(({ rule }) => rule.id);

describe('findings in Python files', () => {
  it('follow the Dockerfile that starts them', async () => {
    const service = await serviceOver({
      Dockerfile: dockerfile('["uvicorn", "main:app", "--host", "0.0.0.0"]'),
      'main.py': main,
    });
    assert.deepEqual(service.codeFiles(), []);
    assert.deepEqual(service.findings('main.py'), []);
    const changed = await service.update('Dockerfile', dockerfile('["python", "-u", "main.py"]'));
    assert.ok(changed.includes('main.py'), String(changed));
    assert.deepEqual(service.codeFiles(), ['main.py']);
    assert.deepEqual(rulesIn(service.findings('main.py')), ['localhost-in-code']);
  });

  it('follow their own text', async () => {
    const service = await serviceOver({
      Dockerfile: dockerfile('["python", "-u", "main.py"]'),
      'main.py': main,
    });
    assert.equal(service.findings('main.py').length, 1);
    await service.update('main.py', main.replace('port=', 'host="0.0.0.0", port='));
    assert.deepEqual(service.findings('main.py'), []);
    assert.deepEqual(service.codeFiles(), []);
  });

  it('are suppressed by a comment, which a quick fix writes', async () => {
    const service = await serviceOver({
      Dockerfile: dockerfile('["python", "-u", "main.py"]'),
      'main.py': main,
    });
    const [found] = service.findings('main.py');
    assert.ok(found);
    const { span, text } = service.ignoreEdit('main.py', found);
    await service.update('main.py', main.slice(0, span[0]) + text + main.slice(span[1]));
    assert.deepEqual(rulesIn(service.findings('main.py')), []);
  });
});

describe('findings in requirements files', () => {
  const image = (install: string): string =>
    `FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt ./\nRUN pip install --no-cache-dir ${install}\nUSER 10001\n`;
  const pinned = 'torch==2.7.1+cpu\n';

  it('follow the Dockerfile that installs them', async () => {
    const service = await serviceOver({
      Dockerfile: image('-r other.txt'),
      'requirements.txt': pinned,
    });
    assert.deepEqual(service.codeFiles(), []);
    const changed = await service.update('Dockerfile', image('-r requirements.txt'));
    assert.ok(changed.includes('requirements.txt'), String(changed));
    assert.deepEqual(service.codeFiles(), ['requirements.txt']);
    assert.deepEqual(rulesIn(service.findings('requirements.txt')), ['torch-build-without-index']);
    const gone = await service.update('Dockerfile', undefined);
    assert.ok(gone.includes('requirements.txt'), String(gone));
    assert.deepEqual(service.findings('requirements.txt'), []);
    assert.deepEqual(service.codeFiles(), []);
  });

  it('are one for two Dockerfiles, and follow their own text', async () => {
    const service = await serviceOver({
      Dockerfile: image('-r requirements.txt'),
      'Dockerfile.dev': image('-r requirements.txt'),
      'requirements.txt': `  ${pinned}`,
    });
    assert.equal(service.findings('requirements.txt').length, 1);
    assert.deepEqual(rulesIn(service.findings('Dockerfile')), []);
    const changed = await service.update('requirements.txt', `# seaworthy-ignore: x\n${pinned}`);
    assert.ok(changed.includes('requirements.txt'), String(changed));
    assert.equal(service.findings('requirements.txt')[0]?.at[0], 22);
    await service.update('requirements.txt', pinned.replace('+cpu', ''));
    assert.deepEqual(service.findings('requirements.txt'), []);
  });
});
