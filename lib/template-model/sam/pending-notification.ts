/** Of an S3 event, until it is written into its bucket. @internal */
export const PENDING_NOTIFICATION = 'SAM::S3Event';

/** Of a Cognito event, until it is in its user pool. @internal */
export const PENDING_TRIGGER = 'SAM::CognitoEvent';
