import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { literal } from '../../src/syntax/python/calls.ts';
import { scanPython } from '../../src/syntax/python/scan.ts';
import { parseRequirements } from '../../src/syntax/requirements.ts';
import { at } from '../support/show.ts';

const imports = (text: string): readonly string[] =>
  scanPython(text).imports.map(
    ({ module, level, when }) => `${'.'.repeat(level)}${module} ${when}`,
  );

describe('imports', () => {
  it('are read with their time', () => {
    const text = [
      'import numpy as np, pandas',
      'from sklearn.pipeline import (',
      '    make_pipeline,',
      ')',
      'from . import features',
      'try:',
      '    import orjson',
      'except ImportError:',
      '    orjson = None',
      'def load():',
      '    import torch',
      'if __name__ == "__main__":',
      '    import uvicorn',
    ].join('\n');
    assert.deepEqual(imports(text), [
      'numpy always',
      'pandas always',
      'sklearn.pipeline always',
      '. always',
      'orjson guarded',
      'torch lazy',
      'uvicorn always',
    ]);
  });

  it('in strings and comments are none', () => {
    assert.deepEqual(imports('"""\nimport torch\n"""\n# import jax\nx = "import keras"\n'), []);
  });

  it('have the span of the module', () => {
    const text = 'from  fastapi.responses import JSONResponse\n';
    assert.deepEqual(
      scanPython(text).imports.map(({ span }) => at(text, span)),
      ['fastapi.responses'],
    );
  });
});

describe('server calls', () => {
  it('give their keyword arguments', () => {
    const [call] = scanPython(
      'uvicorn.run("app:app", host="0.0.0.0", port=8000, log_config={"a": 1})\n',
    ).calls;
    assert.equal(call?.callee, 'uvicorn.run');
    assert.deepEqual(
      [...(call?.keywords ?? [])].map(([name, { source }]) => [name, source]),
      [
        ['host', '"0.0.0.0"'],
        ['port', '8000'],
        ['log_config', '{"a": 1}'],
      ],
    );
  });

  it('have literal values or none', () => {
    assert.equal(literal('"0.0.0.0"'), '0.0.0.0');
    assert.equal(literal('8000'), '8000');
    assert.equal(literal('settings.port'), undefined);
  });
});

describe('requirements', () => {
  it('give names, versions, extras and includes', () => {
    const text =
      '# server\nFastAPI[standard]==0.115.6 ; python_version > "3.8"\nscikit_learn >= 1.5, < 2  # model\n-r base.txt\n--hash=sha256:abc\n-e ./lib\nhttps://example.com/x.whl\nnumpy\n';
    const { entries, includes, opaque } = parseRequirements(text);
    assert.deepEqual(
      entries.map(({ name, extras, version, whole }) => [name, extras, version, at(text, whole)]),
      [
        ['fastapi', ['standard'], '==0.115.6', 'FastAPI[standard]==0.115.6'],
        ['scikit-learn', [], '>=1.5,<2', 'scikit_learn >= 1.5, < 2'],
        ['numpy', [], '', 'numpy'],
      ],
    );
    assert.deepEqual(
      includes.map(({ path }) => path),
      ['base.txt'],
    );
    assert.deepEqual(
      opaque.map((span) => at(text, span)),
      ['-e ./lib', 'https://example.com/x.whl'],
    );
  });
});
