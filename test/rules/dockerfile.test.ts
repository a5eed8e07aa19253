import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aliasesOf } from '../../src/cli/format/report.ts';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

/** A trigger for each code of hadolint that looks behind ONBUILD; `;` parts instructions. */
const triggers: Readonly<Record<string, string>> = {
  DL3001: 'RUN service nginx start',
  DL3004: 'RUN sudo make',
  DL3008: 'RUN apt-get install -y --no-install-recommends libgomp1',
  DL3009: 'RUN apt-get update && apt-get install -y libgomp1',
  DL3013: 'RUN pip install --no-cache-dir torch',
  DL3014: 'RUN apt-get install libgomp1',
  DL3015: 'RUN apt-get install -y libgomp1',
  DL3016: 'RUN npm install express',
  DL3018: 'RUN apk add --no-cache libgomp',
  DL3019: 'RUN apk add libgomp=14',
  DL3027: 'RUN apt install -y libgomp1',
  DL3028: 'RUN gem install bundler',
  DL3030: 'RUN yum install libgomp',
  DL3032: 'RUN yum install -y libgomp-11.5',
  DL3033: 'RUN yum install -y libgomp',
  DL3034: 'RUN zypper install libgomp1=14',
  DL3035: 'RUN zypper dup',
  DL3036: 'RUN zypper install -y libgomp1=14',
  DL3037: 'RUN zypper install -y libgomp1',
  DL3038: 'RUN dnf install libgomp',
  DL3040: 'RUN dnf install -y libgomp-11.5',
  DL3041: 'RUN dnf install -y libgomp',
  DL3042: 'RUN pip install torch==2.4.0',
  DL3046: 'RUN useradd -u 123456 serve',
  DL3047: 'RUN wget https://models.example.com/model.onnx',
  DL3060: 'RUN yarn install',
  DL3062: 'RUN go install example.com/serve',
  DL3064: 'ARG DB_PASSWORD=x1',
  DL4001: 'RUN curl https://a.example.com;RUN wget https://a.example.com',
  DL4005: 'RUN ln -sf /bin/bash /bin/sh',
};

describe('behind ONBUILD', () => {
  for (const [code, text] of Object.entries(triggers)) {
    it(`${code} is found as without it`, async () => {
      for (const prefix of ['', 'ONBUILD ']) {
        const lines = text.split(';').map((each) => prefix + each);
        const service = await serviceOver({ Dockerfile: `FROM base:1\n${lines.join('\n')}\n` });
        service.override({ profile: 'strict' });
        const codes = service.findings('Dockerfile').flatMap(aliasesOf);
        assert.ok(
          codes.some((alias) => alias === `hadolint/${code}`),
          `${prefix}${text}: ${codes}`,
        );
      }
    });
  }
});

describe('errors that other tools name', () => {
  const namesIn = async (text: string): Promise<readonly string[]> => {
    const service = await serviceOver({ Dockerfile: text });
    return service
      .findings('Dockerfile')
      .filter(({ severity }) => severity === 'error')
      .map((finding) => `${finding.rule.id} ${aliasesOf(finding).join(' ')}`.trim());
  };

  it('carry these names', async () => {
    for (const [text, names] of [
      ['FROM python:3.12-slim\nUSER 1\nEXPOSE 99999\n', ['syntax-error hadolint/DL3011']],
      ['FROM python:3.12-slim\nUSER 1\nEXPOSE 8000-70000/tcp\n', ['syntax-error hadolint/DL3011']],
      ['FROM python:3.12-slim\nUSER 1\nEXPOSE http\n', ['syntax-error hadolint/DL1000']],
      ['FROM python:3.12-slim\nUSER 1\nONBUILD FROM x:1\n', ['syntax-error hadolint/DL3043']],
      ['FROM python:3.12-slim\nUSER 1\nONBUILD ONBUILD RUN x\n', ['syntax-error hadolint/DL3043']],
      ['FROM python:3.12-slim\nUSER 1\nONBUILD MAINTAINER x\n', ['syntax-error hadolint/DL3043']],
      ['RUN make\nFROM python:3.12-slim\nUSER 1\n', ['syntax-error hadolint/DL3061']],
      ['FROM python:3.12-slim\nUSER 1\nCOPY app.py\n', ['syntax-error hadolint/DL1000']],
      ['FROM python:3.12-slim\nUSER 1\nCPOY a b\n', ['unknown-instruction hadolint/DL1000']],
      ['FROM python:3.12-slim\nUSER 1\nCMD ["python" "app.py"]\n', ['syntax-error']],
    ] as const)
      assert.deepEqual(await namesIn(text), names, text);
  });
});

describe('over Windows line ends', () => {
  it('the new lines of a fix end as the file does', async () => {
    const text =
      '# trains\r\nFROM python:3.12-slim AS train\r\nWORKDIR /app\r\nRUN cd /src \\\r\n && make\r\nCOPY a.py b.py \\\r\n  /app\r\nUSER 10001\r\n';
    const service = await serviceOver({ Dockerfile: text });
    service.override({ rules: { 'cd-in-run': 'info', 'definition-description': 'hint' } });
    const edits = service
      .findings('Dockerfile')
      .flatMap(({ rule, fixes }) =>
        ['cd-in-run', 'definition-description', 'copy-target-without-slash'].includes(rule.id)
          ? (fixes?.[0]?.edits() ?? [])
          : [],
      );
    assert.equal(
      apply(text, edits),
      '# trains\r\n\r\nFROM python:3.12-slim AS train\r\nWORKDIR /app\r\nWORKDIR /src\r\nRUN make\r\nWORKDIR /app\r\nCOPY a.py b.py \\\r\n  /app/\r\nUSER 10001\r\n',
    );
  });

  it('a new line of another file ends as that file does', async () => {
    const requirements = 'numpy>=2.1\r\npandas==2.2.3\r\n';
    const service = await serviceOver({
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /srv\nCOPY requirements.txt app.py ./\nRUN pip install --no-cache-dir -r requirements.txt\nUSER 10001\nCMD ["python", "app.py"]\n',
      'app.py': 'import sklearn\n',
      'requirements.txt': requirements,
    });
    const finding = service
      .findings('Dockerfile')
      .find(({ rule }) => rule.id === 'missing-dependency');
    assert.equal(
      apply(requirements, finding?.fixes?.[0]?.edits() ?? []),
      'numpy>=2.1\r\npandas==2.2.3\r\nscikit-learn>=1.9.1\r\n',
    );
  });
});
