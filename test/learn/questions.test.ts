import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { askProject } from '../../src/learn/questions/makers.ts';
import { createService } from '../../src/service.ts';
import { readContent } from '../support/host.ts';

const dockerfile = `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
`;

const serviceOver = async (files: Readonly<Record<string, string>>) => {
  const service = createService({
    name: 'churn',
    files: async () => Object.keys(files),
    read: async (path) => files[path],
    content: readContent,
  });
  await service.load();
  return service;
};

suite('Questions about the own files', () => {
  test('keep their ids while lines move', async () => {
    const service = await serviceOver({ Dockerfile: dockerfile });
    const before = service.questions(askProject).map(({ id }) => id);
    await service.update('Dockerfile', `# The model server\n${dockerfile}`);
    assert.ok(before.length >= 4);
    assert.deepEqual(
      service.questions(askProject).map(({ id }) => id),
      before,
    );
  });

  test('have ids of their own', async () => {
    const service = await serviceOver({
      'serve/Dockerfile': dockerfile,
      'train/Dockerfile': dockerfile,
    });
    const ids = service.questions(askProject).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});
