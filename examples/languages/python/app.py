import os

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent,
)

logger = Logger()
metrics = Metrics()
tracer = Tracer()
known_events = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE_NAME"])
once_per_order = IdempotencyConfig(
    event_key_jmespath="detail.orderId",
    expires_after_seconds=int(os.environ["IDEMPOTENCY_EXPIRES_AFTER_SECONDS"]),
)


@metrics.log_metrics
@tracer.capture_lambda_handler
@logger.inject_lambda_context
@idempotent(config=once_per_order, persistence_store=known_events)
def handler(event, context):
    order_id = event["detail"]["orderId"]
    logger.info("order placed", extra={"order_id": order_id})
    metrics.add_metric(name="OrdersPlaced", unit="Count", value=1)
    return {"orderId": order_id}
