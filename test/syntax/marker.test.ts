import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { markerHolds } from '../../src/syntax/python/marker.ts';

suite('markers of requirements', () => {
  const on = { python: '3.12' };
  for (const [marker, wanted] of [
    ['', true],
    ['python_version < "3.11"', false],
    ['python_version >= "3.9" and sys_platform == "linux"', true],
    ['sys_platform == "win32" or (python_version < "3.8" and os_name == "posix")', false],
    ['"3.10" > python_version', false],
    ["platform_system != 'Windows'", true],
    ['platform_machine == "x86_64"', undefined],
    ['platform_machine == "x86_64" and sys_platform == "darwin"', false],
    ['platform_machine == "x86_64" or sys_platform == "linux"', true],
    ['python_full_version < "3.11.4"', false],
    ['python_full_version < "3.12.4"', undefined],
    ['sys_platform in "linux darwin"', true],
    ['implementation_name not in "pypy"', true],
    ['python_version ~= "3.8"', true],
    ['extra == "gpu"', false],
    ['((', undefined],
    ['python_version <', undefined],
    ['$', undefined],
  ] as const)
    test(`${marker || 'none'}: ${wanted}`, () => assert.equal(markerHolds(marker, on), wanted));

  test('an extra that is asked for', () => {
    assert.equal(markerHolds('extra == "gpu"', { extra: 'gpu' }), true);
    assert.equal(
      markerHolds('extra == "gpu" and python_version < "3"', { extra: 'gpu' }),
      undefined,
    );
  });
});
