import fc from 'fast-check';

const name = fc.constantFrom('app', 'wheels', 'train', 'MODEL', 'PORT', 'HF_TOKEN', 'x1');
const value = fc.constantFrom(
  '1',
  '"a b"',
  "'$x'",
  '$PORT',
  '${MODEL:-m}',
  '',
  '\\',
  'é',
  '/models',
);
const command = fc.constantFrom(
  'pip install torch',
  'pip install --no-cache-dir -r requirements.txt',
  'apt-get update',
  'apt-get install curl',
  'apt-get install -y --no-install-recommends libgomp1',
  'curl -fsSL https://models.example.com/m | tar xz',
  'cd /app',
  'sudo make',
  'rm -rf /var/lib/apt/lists/*',
  'echo "$MODEL"',
  'if [ -e a ]; then yum install gcc; fi',
  'python -m pip install numpy==2.1.0',
  'export A=1',
  'apk add git',
  'useradd -u 100000 app',
);
const joint = fc.constantFrom(
  ' && ',
  ' && \\\n    ',
  '; ',
  ' | ',
  ' || ',
  ' &&\n',
  ' \\\n# note\n  && ',
);
const chain = fc
  .array(fc.tuple(command, joint), { minLength: 1, maxLength: 4 })
  .map((parts) =>
    parts.map(([text, join], i) => (i === parts.length - 1 ? text : text + join)).join(''),
  );
const image = fc.constantFrom(
  'python:3.12-slim',
  'python',
  'nvidia/cuda:12.6.3-devel-ubuntu24.04',
  'alpine:3.20',
  '$MODEL',
  'wheels',
  'scratch',
  'reg.example.com:5000/x:1@sha256:abc',
);

const platform = fc.constantFrom('linux/amd64', 'abc', '$TARGETPLATFORM', 'a/b/c/d', '');

const instruction = fc.oneof(
  fc.tuple(image, fc.option(name)).map(([from, as]) => `FROM ${from}${as ? ` AS ${as}` : ''}`),
  fc.tuple(platform, image).map(([flag, from]) => `FROM --platform=${flag} ${from}`),
  chain.map((text) => `RUN ${text}`),
  chain.map((text) => `RUN --mount=type=cache,target=/root/.cache/pip ${text}`),
  chain.map((text) => `RUN <<EOF\n${text}\nEOF`),
  fc.tuple(name, value).map(([key, text]) => `ENV ${key}=${text}`),
  fc.tuple(name, value).map(([key, text]) => `ENV ${key} ${text}`),
  fc.tuple(name, value).map(([key, text]) => `ARG ${key}=${text}`),
  fc.tuple(value, value).map(([from, to]) => `COPY ${from} ${to}`),
  name.map((from) => `COPY --from=${from} / /`),
  value.map((text) => `ADD ${text} ./`),
  value.map((text) => `WORKDIR ${text}`),
  fc.constantFrom(
    'USER root',
    'USER 10001',
    'EXPOSE 8000/TCP 80:80',
    'CMD ["uvicorn", "app:app"]',
    'CMD python app.py',
    'CMD ["app.py", "--port", "8000"]',
    'CMD ["app:app", "--host", "127.0.0.1"]',
    'ENTRYPOINT ["python"]',
    'ENTRYPOINT ["gunicorn", "-b", "127.0.0.1:8000"]',
    'ENTRYPOINT ["uvicorn"]',
    'ENTRYPOINT ["python"',
    'HEALTHCHECK NONE',
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    'ONBUILD RUN pip install a',
    'MAINTAINER me',
    '# hadolint ignore=DL3042',
    '# seaworthy ignore=pip-cache',
    'LABEL a=b',
    'VOLUME ["/models"]',
    'STOPSIGNAL SIGTERM',
    'rnu pip',
    '',
  ),
);

/** Dockerfiles of a small grammar, right and wrong ones, with either line end. */
export const dockerfiles = fc
  .tuple(
    fc.array(instruction, { maxLength: 12 }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, from]) =>
    `${from ? 'FROM python:3.12-slim\n' : ''}${lines.join('\n')}\n`.replaceAll('\n', end),
  );

/** Images that start a program, whose words may stand in two instructions in either order. */
export const starts = fc
  .tuple(
    fc.constantFrom('FROM python:3.12-slim', 'FROM python:3.12-slim AS a\nFROM a'),
    fc.shuffledSubarray(
      [
        'CMD ["app.py", "--port", "8000"]',
        'CMD ["app:app", "--host", "127.0.0.1"]',
        'CMD python app.py',
        'ENTRYPOINT ["python"]',
        'ENTRYPOINT ["python", "-m"]',
        'ENTRYPOINT ["gunicorn", "-b", "127.0.0.1:8000"]',
        'ENTRYPOINT ["uvicorn"]',
        'EXPOSE 8000',
        'COPY app.py .',
      ],
      { minLength: 2 },
    ),
  )
  .map(([from, lines]) => [from, ...lines, ''].join('\n'));

/** Texts with a few characters put in, taken out or changed. */
export const mutationsOf = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat({ max: 6 }),
          fc.constantFrom('', '\\', '"', "'", '\n', '<<E', '$', '\u0000', '{{', '=', '#', '|'),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([text, changes]) =>
      changes.reduce((now, [at, cut, put]) => {
        const start = now.length === 0 ? 0 : at % now.length;
        return now.slice(0, start) + put + now.slice(start + cut);
      }, text),
    );
