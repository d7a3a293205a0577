import { fn, mapping, queue } from '../../lib/checks/rules/examples/parts';
import { file, run } from './running';

const reader = file('reader.json', { Resources: { Orders: fn(), Incoming: queue(), Mapping: mapping('Incoming', 'Orders') } });

test('a rule that is not applied otherwise is applied where it is named, with or without its namespace', () => {
  expect(run('check', reader).out).not.toContain('RetriesWithoutIdempotency');
  expect(run('check', reader, '--require-hardening').out).not.toContain('RetriesWithoutIdempotency');
  for (const id of ['RetriesWithoutIdempotency', 'HardenedLambda::RetriesWithoutIdempotency']) {
    const { out } = run('check', reader, '--enable', id);
    expect(out).toContain('the function Orders must be idempotent, since SQS (Mapping) delivers an event again');
  }
});

test('the configuration of a repository may name it', () => {
  const config = file('enable.yaml', 'enable: [RetriesWithoutIdempotency]');
  expect(run('check', reader, '--config', config).out).toContain('the function Orders must be idempotent');
});

test('it is information: nothing fails', () => {
  expect(run('check', reader, '--only', 'RetriesWithoutIdempotency')).toMatchObject({ exit: 0, out: expect.stringContaining('1 rule') });
  expect(run('check', reader, '--only', 'RetriesWithoutIdempotency', '--fail-on', 'info').exit).toBe(1);
});

test('the others are still applied', () => {
  const all = /(\d+) rules/;
  const [, without] = all.exec(run('check', reader).out) ?? [];
  const [, with_] = all.exec(run('check', reader, '--enable', 'RetriesWithoutIdempotency').out) ?? [];
  expect(Number(with_)).toBe(Number(without) + 1);
});

test('one that does not exist is refused', () => {
  expect(run('check', reader, '--enable', 'RetriesWithoutIdempotenc')).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/--enable.*RetriesWithoutIdempotenc/),
  });
});
