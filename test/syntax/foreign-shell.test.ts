import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';
import { runsOf } from '../../src/syntax/dockerfile/select.ts';

/** The first words of the scripts that were read. */
const read = (text: string): readonly string[] =>
  runsOf(parseDockerfile(text)).map(({ script }) => script.commands[0]?.name ?? '-');

describe('shell texts of PowerShell and cmd', () => {
  it('are not read behind their SHELL, until a shell of POSIX comes back', () => {
    for (const shell of [
      'powershell',
      'pwsh',
      'cmd',
      'PowerShell.exe',
      'C:\\\\Windows\\\\cmd.exe',
      '/usr/bin/pwsh',
    ])
      assert.deepEqual(
        read(
          `FROM python:3.12\nRUN a\nSHELL ["${shell}", "-Command"]\nRUN b\nONBUILD RUN c\nSHELL ["/bin/sh", "-c"]\nRUN d\n`,
        ),
        ['a', '-', '-', 'd'],
        shell,
      );
  });

  it('are not read in images of Windows and in stages that start from one', () => {
    for (const image of [
      'mcr.microsoft.com/windows/servercore:ltsc2022',
      'mcr.microsoft.com/windows:ltsc2019',
      'python:3.12-windowsservercore-ltsc2022',
      'mcr.microsoft.com/powershell:nanoserver-1809',
      '--platform=windows/amd64 python:3.12',
      '$BASE',
    ])
      assert.deepEqual(
        read(
          `ARG BASE=mcr.microsoft.com/windows/nanoserver:1809\nFROM ${image} AS Base\nRUN a\nSHELL ["bash", "-c"]\nRUN b\nFROM python:3.12\nRUN c\nFROM base\nRUN d\n`,
        ),
        ['-', 'b', 'c', 'd'],
        image,
      );
    assert.deepEqual(
      read(
        'FROM mcr.microsoft.com/windows/nanoserver:1809 AS base\nFROM BASE AS next\nFROM next\nRUN a\n',
      ),
      ['-'],
    );
  });

  it('are read in JSON arrays and under every other shell', () => {
    assert.deepEqual(
      read('FROM mcr.microsoft.com/windows/nanoserver:1809\nRUN ["python", "a.py"]\n'),
      ['python'],
    );
    assert.deepEqual(
      read('FROM python:3.12\n# no cmd.exe here\nSHELL ["/bin/bash", "-c"]\nRUN a\nCMD ["b"]\n'),
      ['a'],
    );
  });
});
