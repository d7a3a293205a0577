import { LONGEST_POLLED_TIMEOUT } from '../../lib/service-limits/polled-timeout';

test('functions that are polled for have 14 minutes', () => expect(LONGEST_POLLED_TIMEOUT).toBe(14 * 60));
