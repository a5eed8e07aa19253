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

  it('in a try that raises again, or ends the program, have to be there', () => {
    const text = [
      'try:',
      '    import torch',
      'except ImportError as error:',
      '    raise ImportError(',
      '        "install torch",',
      '    ) from error',
      'try:',
      '    from omegaconf import OmegaConf',
      'except ModuleNotFoundError: raise',
      'try:',
      '    import spacy',
      'except ImportError:',
      '    print("install spacy")',
      '    sys.exit(1)',
      'def load():',
      '    try:',
      '        import faiss',
      '    except ImportError:',
      '        raise RuntimeError("install faiss")',
      'try:',
      '    import cupy',
      'except ImportError:',
      '    if strict:',
      '        raise',
      'try:',
      '    import ujson',
      'except ImportError:',
      '    raise',
      'except ValueError:',
      '    ujson = None',
      'try:',
      '    import polars',
      'except OSError:',
      '    raise',
      'try:',
      '    import flask',
    ].join('\r\n');
    assert.deepEqual(imports(text), [
      'torch always',
      'omegaconf always',
      'spacy always',
      'faiss lazy',
      'cupy guarded',
      'ujson guarded',
      'polars guarded',
      'flask guarded',
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

describe('what a Python file tells of its container', () => {
  const workers = (text: string): string | undefined => {
    const found = scanPython(text).workers;
    assert.equal(found && at(text, found.span), found?.source.replace(/^\w+=/, ''));
    return found?.source;
  };

  it('is the number of processes that read its data', () => {
    assert.equal(workers('DataLoader(d, num_workers=8, pin_memory=True)'), 'num_workers=8');
    assert.equal(
      workers('torch.utils.data.DataLoader(\n  d,\n  num_workers = os.cpu_count(),\n)'),
      'num_workers=os.cpu_count()',
    );
    assert.equal(
      workers('Seq2SeqTrainingArguments(dataloader_num_workers=2)'),
      'dataloader_num_workers=2',
    );
    for (const none of [
      'DataLoader(d, num_workers=0)',
      'DataLoader(d, num_workers=args.workers)',
      'MyDataLoader(d, num_workers=8)',
      '# DataLoader(d, num_workers=8)',
      '"DataLoader(d, num_workers=8)"',
      'DataLoader(d, f(num_workers=8))',
      'DataLoader(d, num_workers=8',
    ])
      assert.equal(workers(none), undefined, none);
  });

  it('is whether it takes uploaded files', () => {
    const uploads = (text: string): boolean => scanPython(text).uploads === true;
    for (const text of [
      'def predict(image: UploadFile): ...',
      'request.files["image"]',
      'st.file_uploader("Photo")',
      'reader = await request.multipart()',
    ])
      assert.ok(uploads(text), text);
    for (const text of ['# UploadFile', '"request.files"', 'self.request.filesystem', 'files = []'])
      assert.ok(!uploads(text), text);
  });

  it('is the variables named as ports that it reads', () => {
    const ports = (text: string): readonly string[] =>
      scanPython(text).ports?.map(({ span }) => at(text, span)) ?? [];
    assert.deepEqual(
      ports(
        "os.environ['A_PORT']; os.getenv( \"B_PORT\", 1); os.environ.get(\n  'C_PORT')\nos.environ['A_HOST']; os.environ[name]; # os.environ['D_PORT']\n",
      ),
      ["'A_PORT'", '"B_PORT"', "'C_PORT'"],
    );
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
