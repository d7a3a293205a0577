import { takeOutRefused } from './refused';

/** For a scenario that integ-runner synthesizes for the emulator: required before it, and run when it has written its templates. */
process.on('exit', () => {
  if (process.env.CDK_OUTDIR) takeOutRefused(process.env.CDK_OUTDIR);
});
