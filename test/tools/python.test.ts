import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../../tools/python';

test('a missing Python is reported with what to install', () => {
  expect(findPython({ PYTHON: '/nowhere/python3' }, [3, 11])).toEqual({
    missing: expect.stringMatching(
      /^Python 3\.11 or newer with venv is needed, got .*ENOENT; install it \(.*python3-venv\), or name it by .*'PYTHON'$/,
    ),
  });
});

test.each<[[number, number], object]>([
  [[3, 11], { missing: expect.stringContaining('is needed, got 3.10; install it') }],
  [[3, 10], { python: expect.any(String) }],
])('one of 3.10 where %p is the oldest', (oldest, found) => {
  const python = join(mkdtempSync(join(tmpdir(), 'python-')), 'python3');
  writeFileSync(python, '#!/bin/sh\necho 3 10\n', { mode: 0o755 });
  expect(findPython({ PYTHON: python }, oldest)).toEqual(found);
});
