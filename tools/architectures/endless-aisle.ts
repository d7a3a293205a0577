import { endlessAisleApp } from '../../examples/endless-aisle/app';
import type { Architecture } from './architecture';
import { invocations } from './usage';

const stack = 'EndlessAisle';
const partner = (name: string) => `${stack}/${name}/SendOrders`;

export const ENDLESS_AISLE: Architecture = {
  name: 'endless-aisle',
  build: (props) => endlessAisleApp(props),
  boxes: {
    store: { at: [0, 0], rows: 4, kind: 'people', title: 'Stores' },
    catalogue: { at: [1, 0], kind: 'function', title: 'Catalogue', text: 'cache of a minute', path: `${stack}/Catalogue` },
    products: { at: [2, 0], kind: 'table', title: 'Products', path: `${stack}/Products` },
    inventory: { at: [4, 0], kind: 'function', title: 'Inventory', text: 'the latest report', path: `${stack}/Inventory` },
    stock: { at: [5, 0], kind: 'stream', title: 'Stock', path: `${stack}/Stock` },
    partners: { at: [6, 0], rows: 4, kind: 'people', title: 'Partners' },
    placeOrder: { at: [1, 1], kind: 'function', title: 'PlaceOrder', text: 'once for each order', path: `${stack}/PlaceOrder` },
    published: { at: [2, 1], kind: 'topic', title: 'PublishedOrders', path: `${stack}/PublishedOrders` },
    northQueue: { at: [3, 1], kind: 'queue', title: 'Queue of north', text: 'filter: partner', path: `${partner('NorthWarehouse')}/Queue` },
    north: { at: [4, 1], kind: 'function', title: 'SendOrders', text: 'idempotency key', path: partner('NorthWarehouse') },
    southQueue: { at: [3, 2], kind: 'queue', title: 'Queue of south', text: 'filter: partner', path: `${partner('SouthWarehouse')}/Queue` },
    south: { at: [4, 2], kind: 'function', title: 'SendOrders', text: 'idempotency key', path: partner('SouthWarehouse') },
    notices: { at: [1, 3], kind: 'topic', title: 'Notices', path: `${stack}/Notices` },
    notify: { at: [2, 3], kind: 'function', title: 'Notify', text: 'changed statuses', path: `${stack}/Notify` },
    orders: { at: [3, 3], kind: 'table', title: 'Orders', path: `${stack}/Orders` },
    answer: { at: [4, 3], kind: 'function', title: 'PartnerAnswer', text: 'once for each answer', path: `${stack}/PartnerAnswer` },
    bus: { at: [5, 3], kind: 'bus', title: 'Bus of answers', path: `${stack}/PartnerAnswers/Bus` },
    failures: {
      at: [4, 4],
      kind: 'queue',
      title: 'Failed events',
      text: 'after all retries',
      path: [
        ...['NorthWarehouse', 'SouthWarehouse'].map((name) => `${partner(name)}/QueueRedrive`),
        ...['NorthWarehouse', 'SouthWarehouse', 'PartnerAnswers'].map((name) => `${stack}/${name}/UndeliveredQueue`),
        `${stack}/HardenedFunctionFailureQueue`,
      ],
    },
    alarms: { at: [5, 4], kind: 'alarm', title: 'Alarms', path: `${stack}/HardenedFunctionAlarms` },
    onCall: { at: [6, 4], kind: 'people', title: 'On call', text: 'failures, replay' },
  },
  arrows: [
    { from: 'store', to: 'catalogue' },
    { from: 'catalogue', to: 'products' },
    { from: 'partners', to: 'stock' },
    { from: 'stock', to: 'inventory' },
    { from: 'inventory', to: 'products' },
    { from: 'store', to: 'placeOrder' },
    { from: 'placeOrder', to: 'published' },
    { from: 'placeOrder', to: 'orders', leave: 'bottom', below: 2 },
    { from: 'published', to: 'northQueue' },
    { from: 'published', to: 'southQueue' },
    { from: 'northQueue', to: 'north' },
    { from: 'southQueue', to: 'south' },
    { from: 'north', to: 'partners' },
    { from: 'south', to: 'partners' },
    { from: 'partners', to: 'bus' },
    { from: 'bus', to: 'answer' },
    { from: 'answer', to: 'orders' },
    { from: 'orders', to: 'notify' },
    { from: 'notify', to: 'notices' },
    { from: 'notices', to: 'store' },
    { from: 'failures', to: 'alarms', isDashed: true },
    { from: 'alarms', to: 'onCall', isDashed: true },
  ],
  unit: 'order that is looked up, placed, sent, accepted and shipped, with one stock report',
  usage: {
    // Catalogue, PlaceOrder, SendOrders, two answers, two notices, one report.
    ...invocations(8),
    // Each of Catalogue and PlaceOrder reads a product, eventually consistent.
    tableReads: 1,
    // The order, its two answers, the stock; and two for each of the three events that are known.
    tableWrites: 4 + 3 * 2,
    topicPublishes: 1 + 2,
    // From the topic, received and deleted.
    queueRequests: 3,
    busEvents: 2,
    streamRecords: 1,
  },
};
