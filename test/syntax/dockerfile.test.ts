import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Instruction } from '../../src/syntax/dockerfile/model.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';
import { rootImage } from '../../src/syntax/dockerfile/stages.ts';
import { finalState, resolve, variableIn } from '../../src/syntax/dockerfile/state.ts';
import { parseImage } from '../../src/text/image.ts';
import { at } from '../support/show.ts';

const keywords = (text: string): readonly string[] =>
  parseDockerfile(text).instructions.map(({ keyword }) => keyword);

const only = (text: string): Instruction => {
  const [first] = parseDockerfile(text).instructions;
  assert.ok(first);
  return first;
};

const run = (text: string) => {
  const instruction = only(text);
  assert.ok(instruction.keyword === 'RUN');
  return instruction;
};

describe('instructions', () => {
  it('keep their place over continuations, comments and blank lines', () => {
    const text =
      'RUN pip install \\\n  # the server\n\n  fastapi==0.115.6 \\\n  uvicorn==0.34.0\nUSER 10001\n';
    assert.deepEqual(keywords(text), ['RUN', 'USER']);
    const [command] = run(text).script.commands;
    assert.deepEqual(
      command?.words.map((word) => at(text, word.span)),
      ['pip', 'install', 'fastapi==0.115.6', 'uvicorn==0.34.0'],
    );
  });

  it('are found with CRLF, a byte order mark and lower case', () => {
    const text =
      '\uFEFFfrom python:3.12-slim\r\nrun pip install \\\r\n  torch==2.4.0\r\ncmd ["python", "serve.py"]\r\n';
    assert.deepEqual(keywords(text), ['FROM', 'RUN', 'CMD']);
    const file = parseDockerfile(text);
    const [, install] = file.instructions;
    assert.ok(install?.keyword === 'RUN');
    assert.equal(at(text, install.script.commands[0]?.words[2]?.span ?? [0, 0]), 'torch==2.4.0');
  });

  it('end at a doubled escape character, as in BuildKit', () => {
    assert.deepEqual(keywords('ENV MODEL_DIR=a\\\\\nRUN ls\n'), ['ENV', 'RUN']);
  });

  it('use the escape character of the directive', () => {
    const text = '# escape=`\nFROM python:3.12\nRUN pip install `\n  torch==2.4.0\n';
    assert.deepEqual(keywords(text), ['FROM', 'RUN']);
  });
});

describe('exec form', () => {
  it('keeps blanks and escapes inside strings', () => {
    const text = 'CMD ["sh", "-c", "exec uvicorn app:app --port \\u0038000"]\n';
    const instruction = only(text);
    assert.ok(instruction.keyword === 'CMD');
    assert.deepEqual(
      instruction.words.map((word) => word.text),
      ['sh', '-c', 'exec uvicorn app:app --port 8000'],
    );
    assert.equal(
      at(text, instruction.words[2]?.span ?? [0, 0]),
      '"exec uvicorn app:app --port \\u0038000"',
    );
  });

  it('that is no JSON is a problem and shell text', () => {
    const text = "CMD ['python', 'serve.py']\n";
    const file = parseDockerfile(`FROM python:3.12\n${text}`);
    assert.deepEqual(
      file.problems.map(({ kind }) => kind),
      ['syntax'],
    );
  });
});

describe('COPY', () => {
  it('sees --from beside other flags', () => {
    const instruction = only('COPY --chown=10001 --link --from=builder /opt/venv /opt/venv\n');
    assert.ok(instruction.keyword === 'COPY');
    assert.equal(instruction.from?.text, 'builder');
    assert.deepEqual(
      instruction.sources.map(({ text }) => text),
      ['/opt/venv'],
    );
    assert.equal(instruction.target?.text, '/opt/venv');
  });

  it('takes a here-document as source', () => {
    const text = 'FROM python:3.12\nCOPY <<EOF /app/settings.toml\nport = 8000\nEOF\nUSER 10001\n';
    assert.deepEqual(keywords(text), ['FROM', 'COPY', 'USER']);
    assert.deepEqual(parseDockerfile(text).problems, []);
  });
});

describe('here-documents', () => {
  it('are read as a script with exact places', () => {
    const text = 'FROM python:3.12\nRUN <<EOF\npip install torch==2.4.0\nEOF\nUSER 10001\n';
    const [, instruction] = parseDockerfile(text).instructions;
    assert.ok(instruction?.keyword === 'RUN');
    assert.deepEqual(
      instruction.script.commands.map(({ span }) => at(text, span)),
      ['pip install torch==2.4.0'],
    );
  });

  it('are read over Windows line ends too', () => {
    const text = 'FROM python:3.12\r\nRUN <<EOF\r\npip install \\\r\n  torch==2.4.0\r\nEOF\r\n';
    const [, instruction] = parseDockerfile(text).instructions;
    assert.ok(instruction?.keyword === 'RUN');
    assert.deepEqual(
      instruction.script.commands.flatMap(({ words }) => words.map(({ span }) => at(text, span))),
      ['pip', 'install', 'torch==2.4.0'],
    );
  });

  it('for another program are not read as shell', () => {
    assert.equal(run('RUN <<EOF python3\nimport torch\nEOF\n').script.broken, true);
  });

  it('are not opened by quotes or arithmetic', () => {
    assert.deepEqual(keywords('RUN echo "<<EOF"\nUSER 10001\n'), ['RUN', 'USER']);
    assert.deepEqual(keywords('RUN echo $((1<<2))\nUSER 10001\n'), ['RUN', 'USER']);
  });

  // The cases of BuildKit's parser_heredoc_test.go, and those of continuations and directives.
  const opened: Readonly<Record<string, readonly string[]>> = {
    'RUN <<EOF': ['EOF'],
    "RUN <<'EOF'": ['EOF'],
    'RUN <<"EOF"': ['EOF'],
    'RUN <<-EOF': ['EOF'],
    "RUN <<-'EOF'": ['EOF'],
    'RUN <<EO"F"': ['EOF'],
    'RUN << EOF': ['EOF'],
    'RUN <<  EOF  > /foo': ['EOF'],
    'RUN <<- EOF': ['EOF'],
    "RUN cat <<- 'EOF' > /foo": ['EOF'],
    'RUN cat <<-\\EOT > /foo': ['EOT'],
    'RUN cat <<\\EOT': ['EOT'],
    'RUN << -EOF': ['-EOF'],
    'RUN 3<<EOF': ['EOF'],
    'RUN <<EOF <<EOF2': ['EOF', 'EOF2'],
    "RUN <<eo\\'f": ["eo'f"],
    "RUN <<'e'o\\'f": ["eo'f"],
    "RUN <<'one two'": ['one two'],
    'RUN <<$EOF': ['$EOF'],
    'RUN <<file.txt': ['file.txt'],
    'COPY <<robots.txt << "humans.txt" /dest/': ['robots.txt', 'humans.txt'],
    'ADD --chown=1:1 <<EOF /dest': ['EOF'],
    'ONBUILD RUN << EOF': ['EOF'],
    'RUN echo a \\\n  # a note\n  && cat << EOF > /b': ['EOF'],
    'RUN cat \\\n\n  << EOF': ['EOF'],
    'RUN echo ${A:-"b c"} <<EOF': ['EOF'],
    'RUN "<<EOF"': [],
    "RUN '<<EOF'": [],
    'RUN \\<<EOF': [],
    'RUN cat <<<EOF': [],
    'RUN cat <<< EOF': [],
    'RUN cat<<EOF': [],
    'RUN ["<<EOF"]': [],
    'RUN echo $((1 << 2))': [],
    'RUN x=$((1<<2)); (( y = 1 << x ))': [],
    "RUN echo it's <<EOF": [],
    'RUN echo "${all[@]}" <<EOF': [],
    'ENV A=<<EOF': [],
    'USER <<EOF': [],
    'CMD cat <<EOF': [],
    '# RUN <<EOF': [],
  };
  for (const [line, names] of Object.entries(opened)) {
    it(`are those of ${line}`, () => {
      const body = names.map((name) => `NOT an instruction\n${name}\n`).join('');
      for (const end of ['\n', '\r\n'])
        for (const head of ['', '# escape=\\\n', '# syntax=docker/dockerfile:1\n']) {
          const text = `${head}FROM a\n${line}\n${body}USER 10001\n`.replaceAll('\n', end);
          const { instructions } = parseDockerfile(text);
          const [, own, last, more] = instructions;
          assert.equal((line.startsWith('#') ? own : last)?.keyword, 'USER');
          assert.equal(more, undefined);
          const held = own?.keyword === 'ONBUILD' ? own.trigger : own;
          const heredocs = held && 'heredocs' in held ? held.heredocs : [];
          assert.deepEqual(
            heredocs.map(({ name }) => name),
            names,
          );
        }
    });
  }

  it('of a COPY are no sources', () => {
    const [, copy] = parseDockerfile('FROM a\nCOPY << EOF app.py /srv/\nb\nEOF\n').instructions;
    assert.ok(copy?.keyword === 'COPY');
    assert.deepEqual(
      copy.sources.map(({ text }) => text),
      ['app.py'],
    );
    assert.equal(copy.target?.text, '/srv/');
  });

  it('close at a line with leading tabs only after a dash', () => {
    assert.deepEqual(keywords('FROM a\nRUN <<-EOF\n\ta\n\tEOF\nUSER 1\n'), ['FROM', 'RUN', 'USER']);
    assert.deepEqual(keywords('FROM a\nRUN <<EOF\na\n\tEOF\nEOF\nUSER 1\n'), [
      'FROM',
      'RUN',
      'USER',
    ]);
    assert.deepEqual(keywords('FROM a\nRUN <<EOF\na\nEOF \nEOF\nUSER 1\n'), [
      'FROM',
      'RUN',
      'USER',
    ]);
  });

  it('continue no line with the other escape character', () => {
    const text = '# escape=`\nFROM a\nRUN echo a `\n  && cat << EOF\nb\nEOF\nUSER 1\n';
    assert.deepEqual(keywords(text), ['FROM', 'RUN', 'USER']);
    const windows = '# escape=`\nFROM a\nRUN dir C:\\\nUSER 1\n';
    assert.deepEqual(keywords(windows), ['FROM', 'RUN', 'USER']);
  });

  it('without an end are a problem at their marker', () => {
    const text = 'FROM python:3.12\nRUN <<EOF\npip install torch==2.4.0\n';
    assert.deepEqual(
      parseDockerfile(text).problems.map(({ span }) => at(text, span)),
      ['<<EOF'],
    );
  });
});

describe('images', () => {
  it('are split with registry port, tag and digest', () => {
    assert.deepEqual(parseImage('registry:5000/team/churn:1.0@sha256:abc'), {
      text: 'registry:5000/team/churn:1.0@sha256:abc',
      registry: 'registry:5000',
      repository: 'team/churn',
      tag: '1.0',
      digest: 'sha256:abc',
    });
  });

  it('take ARG defaults, also nested ones', () => {
    const file = parseDockerfile(
      'ARG PY=3.12\nARG BASE=python:${PY:-3.11}-slim\nFROM ${BASE} AS base\nFROM base\n',
    );
    const last = file.stages.at(-1);
    assert.ok(last);
    assert.equal(rootImage(last)?.text, 'python:3.12-slim');
    assert.equal(last.parent?.name, 'base');
  });

  it('with a variable that has no value stay unknown', () => {
    assert.equal(parseDockerfile('ARG BASE\nFROM $BASE\n').stages[0]?.image, undefined);
  });
});

describe('the state of a stage', () => {
  const text =
    'FROM python:3.12 AS base\nENV PORT=8000\nARG TOKEN=x\nWORKDIR /srv\nUSER app\nFROM base\nWORKDIR model\nENV URL=http://localhost:$PORT\n';
  const file = parseDockerfile(text);
  const stage = file.stages[1];
  assert.ok(stage);
  const state = finalState(file, stage);

  it('comes from the parent stage', () => {
    assert.equal(state.workdir, '/srv/model');
    assert.equal(state.user?.text, 'app');
    assert.equal(variableIn(state, 'URL')?.value, 'http://localhost:8000');
  });

  it('has the ARG of the stage it starts from, but not of others', () => {
    assert.equal(variableIn(state, 'TOKEN')?.value, 'x');
    const other = parseDockerfile('FROM python:3.12\nARG TOKEN=x\nFROM python:3.12\nUSER app\n');
    const last = other.stages[1];
    assert.ok(last);
    assert.equal(variableIn(finalState(other, last), 'TOKEN'), undefined);
  });

  it('gives no value to a word with an unknown variable', () => {
    assert.equal(
      resolve({ text: '$MODEL', raw: '$MODEL', span: [0, 6], dynamic: true }, state),
      undefined,
    );
  });
});

describe('problems', () => {
  const problemsOf = (text: string): readonly string[] =>
    parseDockerfile(text).problems.map(({ span, message }) => `${at(text, span)}: ${message}`);

  it('name the word and what is near it', () => {
    assert.deepEqual(problemsOf('FROM python:3.12\nRUNN pip install torch\n'), [
      'RUNN: RUNN is not a Dockerfile instruction. Did you mean RUN?',
    ]);
    assert.deepEqual(problemsOf('FROM python:3.12\nRUN --mont=type=cache true\n'), [
      '--mont: RUN has no flag --mont. Did you mean --mount?',
    ]);
  });

  it('tell of missing operands and bad ports', () => {
    assert.deepEqual(problemsOf('FROM python:3.12\nCOPY app.py\nEXPOSE 80000\nENV PORT\n'), [
      'COPY: COPY needs a source and a destination.',
      '80000: "80000" is no port: EXPOSE takes 1 to 65535, a range or port/protocol.',
      'PORT: ENV PORT has no value: write PORT=value.',
    ]);
  });

  it('do not hide what follows them', () => {
    const file = parseDockerfile('FORM python:3.12\nFROM python:3.12\nUSER 10001\n');
    assert.equal(file.stages.length, 1);
    assert.deepEqual(
      file.stages[0]?.instructions.map(({ keyword }) => keyword),
      ['USER'],
    );
  });

  it('are none in an empty file', () => {
    assert.deepEqual(problemsOf(''), []);
  });
});
