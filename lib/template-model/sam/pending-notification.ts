/** Of an S3 event, until it stands in its bucket. @internal */
export const PENDING_NOTIFICATION = 'SAM::S3Event';
