import { webApplicationApp } from '../../../examples/web-application/app';

/** The address of the page on this machine. */
export const PAGE_URL = 'WEB_APPLICATION_URL';

if (require.main === module) webApplicationApp(undefined, [String(process.env[PAGE_URL])]);
