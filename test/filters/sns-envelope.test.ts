import { missedBySns } from '../../lib/filters/engine/sns-envelope';

test.each([
  [{ body: { type: ['order'] } }, 'type'],
  [{ body: { Message: { type: ['order'] } } }, 'Message'],
  [{ body: { Type: ['Notification'], type: ['order'] } }, 'type'],
  [{ body: { Message: [{ prefix: 'order' }] } }, undefined],
  [{ body: { type: [{ exists: false }] } }, undefined],
  [{ body: { $or: [{ a: ['b'] }, { c: ['d'] }] } }, undefined],
  [{ body: ['ping'] }, undefined],
  [{ attributes: { SenderId: ['a'] } }, undefined],
])('of %j, what SNS wraps misses %s', (pattern, field) => {
  expect(missedBySns(pattern)).toBe(field);
});
