/** The tests of folders that are tested in other folders too, or have some that take long and notice little. */
export const TESTS: Readonly<Record<string, string>> = {
  adoption: 'adoption/{hardening,sources,steps}.test.ts',
  alarms: '{alarms/**/*,event-sources/{batch-failures,hardened-{dynamo,managed-kafka,sqs}*}}.test.ts',
  checks: 'checks/**/!(breaks|fuzz).test.ts',
  encryption: '{encryption,profiles}/*.test.ts',
  'event-sources': '{event-sources/**/!(findings|scenarios),alarms/stopped-reader}.test.ts',
  failures: '{failures/*,function/{bad-input,contract,hardened-function},idempotency/retries}.test.ts',
  function:
    '{function/**/!(byte-for-byte|integrations|properties|random-edits),{durable,encryption,idempotency,profiles,releases}/*,http/**/function-url*}.test.ts',
  mixins: '{mixins/**/*,adoption/{hardening,steps},idempotency/retries}.test.ts',
  profiles: '{profiles/*,function/plain/plain-functions}.test.ts',
  'template-model': '{template-model,checks}/**/!(breaks|fuzz).test.ts',
};
