export * from './handler';
export { other as 'a name with spaces' } from './handler';
export { handler as again };
export default 1;

import { handler } from './handler';
