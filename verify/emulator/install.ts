import { installParts } from './parts';

installParts().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
