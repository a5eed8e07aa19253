import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apply } from '../../src/text/edit.ts';
import { serviceOver } from '../support/host.ts';

const template = (image: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "churn.fullname" . }}
spec:
  selector:
    matchLabels: {app: churn}
  template:
    metadata:
      labels: {app: churn}
    spec:
      containers:
        - name: server
          image: ${image}
          resources:
            requests: {cpu: 500m, memory: 1Gi}
${more}`;

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: churn\nversion: 0.1.0\nappVersion: "1.4.0"\n',
  'chart/values.yaml':
    'image:\n  repository: registry.example.com/churn\n  tag: latest\nempty: ""\ngpus: 2\n',
};

const whole = '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"';

const findings = async (text: string, files: Readonly<Record<string, string>> = chart) => {
  const service = await serviceOver({ ...files, 'chart/templates/server.yaml': text });
  return service.findings('chart/templates/server.yaml');
};
const ids = async (...given: Parameters<typeof findings>) =>
  (await findings(...given)).map(({ rule }) => rule.id);

describe('a template of a chart', () => {
  it('is judged by the values of the chart, and the finding says where they stand', async () => {
    const [first, ...more] = await findings(template(whole));
    assert.deepEqual(more, []);
    assert.equal(first?.rule.id, 'unpinned-image');
    assert.match(first.message, /latest/);
    const tag = chart['chart/values.yaml'].indexOf('latest');
    assert.deepEqual(first.related?.at(-1), {
      file: 'chart/values.yaml',
      at: [tag, tag + 'latest'.length],
      message: 'image.tag',
    });
  });

  it('takes filters, defaults and the chart itself into account', async () => {
    for (const image of [
      'registry.example.com/churn:{{ .Values.tag | default "1.4.0" }}',
      '"{{ .Values.image.repository }}:{{ .Values.empty | default .Chart.AppVersion }}"',
      '{{ .Values.image.repository | quote }}',
      'registry.example.com/churn:{{ .Values.image.tag | default .Chart.AppVersion }}',
      "'{{ .Values.image.repository }}:{{ .Chart.AppVersion }}'",
    ]) {
      const expected = /quote|tag \| default \.Chart/.test(image) ? ['unpinned-image'] : [];
      assert.deepEqual(await ids(template(image)), expected, image);
    }
  });

  it('is silent where a value is left empty, computed, not there, or not a scalar', async () => {
    for (const image of [
      'registry.example.com/churn:{{ .Values.empty }}',
      'registry.example.com/churn:{{ .Values.image.tag | upper }}',
      'registry.example.com/churn:{{ .Values.nothing }}',
      '{{ .Values.image }}',
      '{{ printf "%s:latest" .Values.image.repository }}',
      '{{ .Release.Name }}:latest{{ .Values.image.tag',
    ])
      assert.deepEqual(await ids(template(image)), [], image);
  });

  it('knows nothing without the files of the chart, or when they are malformed', async () => {
    assert.deepEqual(await ids(template(whole), {}), []);
    assert.deepEqual(await ids(template(whole), { ...chart, 'chart/values.yaml': 'image: [' }), []);
  });

  it('is judged again when the values change', async () => {
    const path = 'chart/templates/server.yaml';
    const service = await serviceOver({ ...chart, [path]: template(whole) });
    assert.equal(service.findings(path).length, 1);
    const values = chart['chart/values.yaml'].replace('latest', '1.4.0');
    assert.ok((await service.update('chart/values.yaml', values)).includes(path));
    assert.deepEqual(service.findings(path), []);
    await service.update('chart/values.yaml', chart['chart/values.yaml']);
    assert.equal(service.findings(path).length, 1);
    await service.update('chart/values.yaml', undefined);
    assert.deepEqual(service.findings(path), []);
  });

  it('leads to its values, and says what they are', async () => {
    const path = 'chart/templates/server.yaml';
    const text = template(whole);
    const service = await serviceOver({ ...chart, [path]: text });
    const offset = text.indexOf('.Values.image.tag');
    const at = chart['chart/values.yaml'].indexOf('latest');
    assert.deepEqual(service.definition(path, offset), [
      { file: 'chart/values.yaml', at: [at, at + 'latest'.length] },
    ]);
    const hover = await service.hover(path, offset);
    assert.match(hover?.markdown ?? '', /`image\.tag` is `latest` in `chart\/values\.yaml`/);
    assert.deepEqual(service.definition(path, text.indexOf('churn.fullname')), []);
  });

  it('is never mended over an action', async () => {
    const gpu =
      '            limits: {nvidia.com/gpu: {{ .Values.gpus }}}\n          args: [--model=m, --tensor-parallel-size=4]\n';
    const text = template('registry.example.com/churn:1.4.0', gpu);
    const found = await findings(text);
    assert.ok(found.some(({ rule }) => rule.id === 'processes-unlike-gpus'));
    for (const { fixes = [] } of found)
      for (const fix of fixes)
        assert.equal(apply(text, fix.edits()).includes('{{ .Values.gpus }}'), true);
  });

  it('takes what filters write in quotes for a string, whatever the value looks like', async () => {
    const values = ['5432', 'on', '0x1F', '1e3', '007', '1_000', 'true', '"5432"', '1.50'];
    const filters = ['quote', 'squote', 'toString | quote', 'int | quote', 'b64enc', 'printf "%s"'];
    for (const value of values)
      for (const filter of [...filters, ''])
        for (const place of [
          (text: string) => `          env:\n            - {name: PORT, value: ${text}}\n`,
          (text: string) =>
            `          env:\n            - name: PORT\n              value: ${text}\n`,
          (text: string) => `          args: [serve]\n      nodeSelector:\n        port: ${text}\n`,
        ]) {
          const text = `{{ .Values.port${filter && ` | ${filter}`} }}`;
          const files = { ...chart, 'chart/values.yaml': `port: ${value}\n` };
          const found = await ids(template('a/b:1', place(text)), files);
          const expected = filter === '' ? ['wrong-type'] : [];
          assert.deepEqual(found, expected, `${place(text)} of ${value}`);
        }
  });

  it('reads maps and arrays that toYaml writes, on their own line or beside the key', async () => {
    const values = 'resources:\n  limits:\n    memory: 1Gi\n    cpu: two\ncommands: [serve, 5]\n';
    const files = { ...chart, 'chart/values.yaml': values };
    const base = template('a/b:1').replace(/ {10}resources:\n.*\n/, '');
    for (const resources of [
      '{{- toYaml .Values.resources | nindent 12 }}',
      '\n            {{- toYaml .Values.resources | nindent 12 }}',
      '\n{{ .Values.resources | toYaml | indent 12 }}',
    ]) {
      const found = await findings(`${base}          resources: ${resources}\n`, files);
      assert.deepEqual(
        found.map(({ rule, related }) => [rule.id, related?.at(-1)?.file]),
        [['malformed-quantity', 'chart/values.yaml']],
        resources,
      );
    }
    const args = `${template('a/b:1')}          args:\n            {{- toYaml .Values.commands | nindent 12 }}\n`;
    assert.deepEqual(await ids(args, files), ['wrong-type']);
    const empty = { ...chart, 'chart/values.yaml': 'resources: {}\n' };
    const open = `${base}          resources: {{- toYaml .Values.resources | nindent 12 }}\n`;
    assert.deepEqual(await ids(open, empty), []);
  });
});
