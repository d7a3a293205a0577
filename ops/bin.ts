#!/usr/bin/env node
import { main } from './main';
import { openSession } from './open-session';

const interruption = new AbortController();
process.on('SIGINT', () => {
  // The second time the user does not want to wait for what is under way.
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
});
process.on('SIGTERM', () => interruption.abort());

void main(process.argv.slice(2), openSession(interruption.signal)).then((exit) => {
  process.exitCode = interruption.signal.aborted ? 130 : exit;
});
