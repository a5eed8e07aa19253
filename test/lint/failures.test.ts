import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLinter } from '../../src/lint/linter.ts';
import { defaultSettings } from '../../src/lint/settings.ts';
import { type Problem, problemText } from '../../src/project/attempt.ts';
import { ProjectIndex, parsers } from '../../src/project/index.ts';
import { catalogue } from '../../src/rules/catalogue.generated.ts';
import type { Finding, Meta, Rule } from '../../src/rules/rule.ts';
import { createService, type Service } from '../../src/service.ts';
import { memoryHost, readContent } from '../support/host.ts';

const dockerfile = 'FROM python:3.12-slim\nRUN pip install torch==2.4.0\nUSER 10001\n';

const meta: Meta = {
  id: 'some-problem',
  docs: '',
  severity: 'warning',
  profile: 'recommended',
  concept: 'container',
  fix: 'none',
};

const linterOver = (rules: readonly Rule[], report: (problem: Problem) => void) => {
  const index = new ProjectIndex('churn-model', report);
  index.set('Dockerfile', dockerfile);
  return createLinter(index, rules, () => defaultSettings, report);
};

const serviceOver = async (
  files: Readonly<Record<string, string>>,
): Promise<{ service: Service; problems: readonly string[] }> => {
  const problems: string[] = [];
  const service = createService({
    ...memoryHost(files),
    report: (problem) => problems.push(problemText(problem)),
  });
  await service.load();
  return { service, problems };
};

describe('a rule that throws', () => {
  const finding: Finding = { at: [0, 4], message: 'Found before it failed.' };

  it('is reported with its name and file, and keeps what it found; the others go on', () => {
    const problems: string[] = [];
    const rule: Rule = {
      ...meta,
      on: 'dockerfile',
      *check() {
        yield finding;
        throw new Error('no such thing');
      },
    };
    const cache = catalogue.find(({ id }) => id === 'pip-cache');
    const linter = linterOver([rule, ...(cache ? [cache] : [])], (each) =>
      problems.push(problemText(each)),
    );
    assert.deepEqual(
      linter.findings('Dockerfile').map((each) => each.rule.id),
      ['some-problem', 'pip-cache'],
    );
    assert.deepEqual(problems, ['rule some-problem failed on Dockerfile: no such thing']);
  });

  it('at once, not as a generator, is caught as well', () => {
    const problems: string[] = [];
    const rule: Rule = {
      ...meta,
      on: 'dockerfile',
      check: () => {
        throw new TypeError('x is undefined');
      },
    };
    const linter = linterOver([rule], (each) => problems.push(problemText(each)));
    assert.deepEqual(linter.findings('Dockerfile'), []);
    assert.deepEqual(problems, ['rule some-problem failed on Dockerfile: x is undefined']);
  });

  it('about the project is reported without a file', () => {
    const problems: string[] = [];
    const rule: Rule = {
      ...meta,
      on: 'project',
      check: () => {
        throw new Error('no project');
      },
    };
    const linter = linterOver([rule], (each) => problems.push(problemText(each)));
    assert.deepEqual(linter.findings('Dockerfile'), []);
    assert.deepEqual([...new Set(problems)], ['rule some-problem failed: no project']);
  });

  it('in a fix changes nothing', () => {
    const problems: string[] = [];
    const rule: Rule = {
      ...meta,
      on: 'dockerfile',
      *check() {
        const edits = (): never => {
          throw new Error('no edit');
        };
        yield { ...finding, fixes: [{ title: 'Fix it', safe: true, edits }] };
      },
    };
    const linter = linterOver([rule], (each) => problems.push(problemText(each)));
    const [found] = linter.findings('Dockerfile');
    assert.deepEqual(found?.fixes?.[0]?.edits(), []);
    assert.deepEqual(problems, ['a fix of rule some-problem failed on Dockerfile: no edit']);
  });
});

describe('a parser that throws', () => {
  it('leaves its file out, and the others are checked', async (t) => {
    const { python } = parsers;
    t.mock.method(parsers, 'python', (text: string) => {
      if (text.includes('boom')) throw new Error('boom');
      return python(text);
    });
    const { service, problems } = await serviceOver({
      'a.py': 'import boom\n',
      'b.py': 'import json\n',
      Dockerfile: dockerfile,
    });
    assert.deepEqual(problems, ['reading as python failed on a.py: boom']);
    assert.deepEqual(
      service.findings('Dockerfile').map(({ rule }) => rule.id),
      ['pip-cache'],
    );
  });

  it('is reported for a Dockerfile, which then has no findings, also while it is typed', async (t) => {
    const broken = t.mock.method(parsers, 'dockerfile', () => {
      throw new Error('too deep');
    });
    const { service, problems } = await serviceOver({ Dockerfile: dockerfile });
    assert.deepEqual(service.findings('Dockerfile'), []);
    assert.deepEqual(service.symbols('Dockerfile'), []);
    assert.deepEqual(problems, ['reading as dockerfile failed on Dockerfile: too deep']);
    broken.mock.restore();
    await service.update('Dockerfile', `${dockerfile}\n`);
    assert.equal(service.findings('Dockerfile').length, 1);
  });
});

describe('what the engine needs', () => {
  it('is reported once when it is missing', async () => {
    const problems: string[] = [];
    const service = createService({
      ...memoryHost({ 'a/Dockerfile': dockerfile, 'b/Dockerfile': dockerfile }),
      content: (name) =>
        name === 'packages' ? Promise.reject(new Error('no file')) : readContent(name),
      report: (problem) => problems.push(problemText(problem)),
    });
    await service.load();
    assert.deepEqual(problems, ['the table packages failed: no file']);
    assert.equal(service.findings('a/Dockerfile').length, 1);
  });

  it('is a host that reads: a file that it cannot read is reported', async () => {
    const problems: string[] = [];
    const service = createService({
      ...memoryHost({ 'a/Dockerfile': dockerfile, 'b/Dockerfile': dockerfile }),
      read: async (path) => {
        if (path === 'a/Dockerfile') throw new Error('EIO');
        return dockerfile;
      },
      report: (problem) => problems.push(problemText(problem)),
    });
    await service.load();
    assert.deepEqual(problems, ['reading failed on a/Dockerfile: EIO']);
    assert.equal(service.findings('b/Dockerfile').length, 1);
  });
});
