/**
 * The code of every function that is tested: records what it gets, and fails on what is poisoned, until it is fixed. Of
 * a batch it names the poisoned messages.
 */
export const HANDLER = `
exports.handler = async (event) => {
  console.log('got ' + JSON.stringify(event));
  const isPoisoned = (part) => !process.env.FIXED && JSON.stringify(part).includes('poisoned');
  if (event.Records?.[0].eventSource === 'aws:sqs') {
    return { batchItemFailures: event.Records.filter(isPoisoned).map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
  if (isPoisoned(event)) throw new Error('the order is poisoned');
  return 'handled';
};
`;
