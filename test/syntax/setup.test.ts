import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProjectFile } from '../../src/syntax/python/project-file.ts';
import { scanPython } from '../../src/syntax/python/scan.ts';
import { parseSetupConfig } from '../../src/syntax/python/setup.ts';

const shown = (file: ProjectFile | undefined): string =>
  file === undefined
    ? 'not known'
    : [
        ...file.dependencies.map(({ name, version }) => `${name}${version}`),
        ...file.files.map((path) => `-r ${path}`),
        ...Object.entries(file.extras).map(
          ([extra, list]) => `[${extra}] ${list.map(({ name }) => name).join(' ')}`,
        ),
      ].join(', ');

const setup = (text: string): string => shown(scanPython(text).setup);

describe('setup.py', () => {
  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    [
      'a literal list with comments',
      'setup(\n  install_requires=[\n    "numpy>=1",  # "torch"\n    \'pandas\',\n  ],\n)',
      'numpy>=1, pandas',
    ],
    ['nothing', 'import setuptools\nsetuptools.setup(name="a")', ''],
    ['a name', 'NEEDS = ["numpy"]\nsetup(install_requires=NEEDS)', 'numpy'],
    [
      'a name that is added to',
      'NEEDS = ["numpy"]\nNEEDS += ["torch"]\nsetup(install_requires=NEEDS)',
      'not known',
    ],
    [
      'a name that is assigned twice',
      'N = ["numpy"]\nN = ["torch"]\nsetup(install_requires=N)',
      'not known',
    ],
    [
      'lines of a file',
      'with open("requirements.txt") as f:\n    needs = f.read().splitlines()\nsetup(install_requires=needs)',
      '-r requirements.txt',
    ],
    [
      'a function that reads a file',
      'def read(path):\n    with open(path) as f:\n        return f.readlines()\nsetup(install_requires=read("requirements.txt"))',
      '-r requirements.txt',
    ],
    [
      'two files',
      'a = open("requirements.txt").read()\nb = open("requirements-gpu.txt").read()\nsetup(install_requires=a.split())',
      'not known',
    ],
    [
      'a file and more',
      'setup(install_requires=open("requirements.txt").read().split() + ["torch"])',
      'not known',
    ],
    ['an f-string', 'v = 1\nsetup(install_requires=[f"numpy=={v}"])', 'not known'],
    ['texts beside each other', 'setup(install_requires=["numpy" "pandas"])', 'not known'],
    ['hidden arguments', 'setup(**options)', 'not known'],
    [
      'extras',
      'setup(install_requires=["a"], extras_require={"gpu": ["torch"], "all": everything})',
      'a, [gpu] torch',
    ],
    [
      'extras that are added to',
      'setup(install_requires=["a"], extras_require={"gpu": ["torch"] + more})',
      'a',
    ],
    ['pbr', 'setup(setup_requires=["pbr"], pbr=True)', 'not known'],
    ['no call', 'def setup_logging():\n    pass', 'not known'],
  ];
  for (const [name, text, expected] of cases)
    it(`reads ${name}`, () => assert.equal(setup(text), expected));
});

describe('setup.cfg', () => {
  it('reads what stands below its options', () => {
    const text =
      '[metadata]\nname = a\n[options]\npackages = find:\ninstall_requires =\n    numpy>=1\n    # a comment\n    pandas; python_version > "3.8"\n[options.extras_require]\ngpu =\n    torch\n[flake8]\nselect = E\n';
    assert.equal(shown(parseSetupConfig(text)), 'numpy>=1, pandas, [gpu] torch');
  });

  it('reads a file that it names', () => {
    assert.equal(
      shown(parseSetupConfig('[options]\ninstall_requires = file: requirements.txt\n')),
      '-r requirements.txt',
    );
  });

  it('reads a list on one line', () => {
    assert.equal(
      shown(parseSetupConfig('[options]\ninstall-requires = numpy; pandas>=2\n')),
      'numpy, pandas>=2',
    );
  });
});
