const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
const { orderFrom } = require('./order');

// Outside the handler: the next event finds the connection open.
const table = DynamoDBDocumentClient.from(new DynamoDBClient());

/**
 * Keeps an order once, however often its event comes: Lambda and EventBridge both deliver at least once.
 *
 * Throws on an order that is not valid: after the last attempt the event waits in the failure queue, with the cause.
 */
exports.handler = async (/** @type {{ id: string, detail?: unknown }} */ event) => {
  const order = orderFrom(event);
  const isNew = await keep(order);
  // One object: the JSON log format keeps its fields, so that logs can be searched by orderId.
  console.info({ message: isNew ? 'order kept' : 'order was there already', orderId: order.orderId, eventId: event.id });
};

async function keep(/** @type {{ orderId: string }} */ order) {
  try {
    await table.send(
      new PutCommand({
        TableName: process.env.TABLE_NAME,
        Item: { ...order, keptAt: new Date().toISOString() },
        ConditionExpression: 'attribute_not_exists(orderId)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
