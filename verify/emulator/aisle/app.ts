import { endlessAisleApp } from '../../../examples/endless-aisle/app';

/** The addresses of partners that run on this machine, as JSON by their names. */
export const PARTNERS = 'AISLE_PARTNERS';

if (require.main === module) endlessAisleApp(undefined, JSON.parse(String(process.env[PARTNERS])));
