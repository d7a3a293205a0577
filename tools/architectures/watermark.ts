import { watermarkApp } from '../../examples/watermark/app';
import type { Architecture } from './architecture';
import { invocations } from './usage';

const stack = 'Watermark';
/** How often CloudFront has no image to answer with. */
const MADE = 0.1;
/** How many images are uploaded for one that is read. */
const UPLOADED = 0.01;

export const WATERMARK: Architecture = {
  name: 'watermark',
  build: (props) => watermarkApp(props),
  boxes: {
    readers: { at: [0, 0], kind: 'people', title: 'Readers' },
    limit: { at: [1, 0], kind: 'front', title: 'AWS WAF', text: '300 in five minutes', path: `${stack}/RateLimit` },
    images: { at: [2, 0], kind: 'front', title: 'CloudFront', text: 'cache of a day', path: [`${stack}/Images`, `${stack}/Cache`] },
    onRead: { at: [3, 0], kind: 'function', title: 'OnRead', text: 'URL for CloudFront alone', path: `${stack}/OnRead` },
    originals: { at: [4, 0], rows: 2, kind: 'bucket', title: 'Originals', text: 'the only announcer', path: `${stack}/Originals` },
    people: { at: [5, 0], rows: 2, kind: 'people', title: 'Uploads' },
    marked: { at: [0, 1], kind: 'bucket', title: 'Marked', text: 'announces nothing', path: `${stack}/Marked` },
    onUpload: { at: [1, 1], kind: 'function', title: 'OnUpload', text: 'one image at a time', path: `${stack}/OnUpload` },
    queue: { at: [2, 1], kind: 'queue', title: 'Queue of uploads', path: `${stack}/OnUpload/Queue` },
    uploads: { at: [3, 1], kind: 'bus', title: 'Event rule', text: 'new images', path: `${stack}/Uploads` },
    failures: {
      at: [2, 2],
      kind: 'queue',
      title: 'Failed events',
      text: 'after all retries',
      path: [`${stack}/OnUpload/QueueRedrive`, `${stack}/Uploads/UndeliveredQueue`],
    },
    alarms: { at: [3, 2], kind: 'alarm', title: 'Alarms', path: `${stack}/HardenedFunctionAlarms` },
    onCall: { at: [4, 2], kind: 'people', title: 'On call', text: 'failures, replay' },
  },
  arrows: [
    { from: 'readers', to: 'limit' },
    { from: 'limit', to: 'images' },
    { from: 'images', to: 'onRead' },
    { from: 'onRead', to: 'originals' },
    { from: 'people', to: 'originals' },
    { from: 'originals', to: 'uploads' },
    { from: 'uploads', to: 'queue' },
    { from: 'queue', to: 'onUpload' },
    { from: 'onUpload', to: 'marked' },
    { from: 'queue', to: 'failures', isDashed: true },
    { from: 'failures', to: 'alarms', isDashed: true },
    { from: 'alarms', to: 'onCall', isDashed: true },
  ],
  unit: 'image of 100 KB that is read, from the cache nine times of ten; one of a hundred is uploaded; 400 ms with 1,769 MB to mark one',
  usage: {
    ...invocations(MADE + UPLOADED, { ms: 400, mb: 1769 }),
    cloudFrontRequests: 1,
    cloudFrontGb: 1e-4,
    firewallRequests: 1,
    bucketReads: MADE + UPLOADED,
    bucketWrites: 2 * UPLOADED,
    queueRequests: 3 * UPLOADED,
  },
};
