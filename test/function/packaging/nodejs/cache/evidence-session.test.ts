import { EvidenceCollector } from '../../../../../lib/function/packaging/nodejs/cache/evidence';
import { EvidenceSessions } from '../../../../../lib/function/packaging/nodejs/cache/evidence-session';
import type { Before, FileStates } from '../../../../../lib/function/packaging/nodejs/cache/file-states';
import type { Resolution } from '../../../../../lib/function/packaging/nodejs/cache/resolution';

const EVIDENCE = { files: ['a'], names: {} };
const RESOLUTION = { mainFields: ['main'] } as unknown as Resolution;
const at = (time: number): Before => ({ time, above: '', recent: new Map() });

let states: { digest: jest.Mock; sources: jest.Mock; isUntouched: jest.Mock };
let collect: jest.SpyInstance;
let sessions: EvidenceSessions;
beforeEach(() => {
  states = { digest: jest.fn(() => 'digest'), sources: jest.fn(() => 'sources'), isUntouched: jest.fn(() => true) };
  collect = jest.spyOn(EvidenceCollector.prototype, 'collect').mockReturnValue(EVIDENCE);
  sessions = new EvidenceSessions(states as unknown as FileStates);
});
afterEach(() => jest.restoreAllMocks());

/** How many collectors were asked. */
const collectors = (): number => new Set(collect.mock.contexts).size;

test('the evidence comes with its digest', () => {
  expect(sessions.collect('/shop', RESOLUTION, ['src/a.ts'], at(1))).toEqual({ evidence: EVIDENCE, digest: 'digest', sources: 'sources' });
  expect(collect).toHaveBeenCalledWith(['src/a.ts']);
  expect(states.digest).toHaveBeenCalledWith('/shop', EVIDENCE);
  expect(states.isUntouched).toHaveBeenCalledWith('/shop', EVIDENCE, at(1));
});

test.each([1, 2])('what was found serves the next bundle too, made at %i', (time) => {
  sessions.collect('/shop', RESOLUTION, [], at(1));
  sessions.collect('/shop', { ...RESOLUTION }, [], at(time));
  expect(collectors()).toBe(1);
  // Nothing may have changed since the first.
  expect(states.isUntouched.mock.calls.map(([, , { time: since }]) => since)).toEqual([1, 1]);
});

test('it does not serve one that was begun before', () => {
  sessions.collect('/shop', RESOLUTION, [], at(2));
  sessions.collect('/shop', RESOLUTION, [], at(1));
  expect(collectors()).toBe(2);
  expect(states.isUntouched.mock.calls.map(([, , { time }]) => time)).toEqual([2, 1]);
});

test.each<[string, string, Resolution]>([
  ['root', '/other', RESOLUTION],
  ['resolution', '/shop', { ...RESOLUTION, mainFields: ['module'] }],
])('it does not serve another %s', (_, root, resolution) => {
  sessions.collect('/shop', RESOLUTION, [], at(1));
  sessions.collect(root, resolution, [], at(1));
  expect(collectors()).toBe(2);
});

test('where something changed since the first, all is looked at anew', () => {
  sessions.collect('/shop', RESOLUTION, [], at(1));
  states.isUntouched.mockImplementation((_root, _evidence, { time }: Before) => time >= 2);
  expect(sessions.collect('/shop', RESOLUTION, [], at(2))).toBeDefined();
  expect(collectors()).toBe(2);
  sessions.collect('/shop', RESOLUTION, [], at(3));
  expect(collectors()).toBe(2);
});

test('where something changed since this one, nobody can tell, and the next begins anew', () => {
  states.isUntouched.mockReturnValue(false);
  expect(sessions.collect('/shop', RESOLUTION, [], at(1))).toBeUndefined();
  const before = collectors();
  states.isUntouched.mockReturnValue(true);
  expect(sessions.collect('/shop', RESOLUTION, [], at(2))).toBeDefined();
  expect(collectors()).toBe(before + 1);
});

test('where nobody can tell what was looked at, there is none', () => {
  collect.mockReturnValue(undefined);
  expect(sessions.collect('/shop', RESOLUTION, [], at(1))).toBeUndefined();
  sessions.prepare('/shop', RESOLUTION, [], at(1));
  expect(states.digest).not.toHaveBeenCalled();
});

test('what is prepared was looked at when it is collected', () => {
  sessions.prepare('/shop', RESOLUTION, ['src/a.ts'], at(1));
  expect(collect).toHaveBeenCalledWith(['src/a.ts']);
  expect(states.digest).toHaveBeenCalledWith('/shop', EVIDENCE);
  expect(states.isUntouched).not.toHaveBeenCalled();
  sessions.collect('/shop', RESOLUTION, ['src/a.ts'], at(1));
  expect(collectors()).toBe(1);
});
