import os
from uuid import uuid4

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent,
)
from snapshot_restore_py import register_after_restore, register_before_snapshot

logger = Logger()
metrics = Metrics()
tracer = Tracer()
known_events = DynamoDBPersistenceLayer(table_name=os.environ["IDEMPOTENCY_TABLE_NAME"])
once_per_order = IdempotencyConfig(
    event_key_jmespath="detail.orderId",
    expires_after_seconds=int(os.environ["IDEMPOTENCY_EXPIRES_AFTER_SECONDS"]),
)

# All environments start from one snapshot: what must differ between them is made anew after it.
environment_id = str(uuid4())


@register_before_snapshot
def before_snapshot():
    """Load here what takes long, and close connections: they do not outlive the snapshot."""
    logger.info("before the snapshot", extra={"environment": environment_id})


@register_after_restore
def after_restore():
    """Open connections here, and seed random numbers; within 10 seconds."""
    global environment_id
    environment_id = str(uuid4())


@metrics.log_metrics
@tracer.capture_lambda_handler
@logger.inject_lambda_context
@idempotent(config=once_per_order, persistence_store=known_events)
def handler(event, context):
    order_id = event["detail"]["orderId"]
    logger.info("order placed", extra={"order_id": order_id, "environment": environment_id})
    metrics.add_metric(name="OrdersPlaced", unit="Count", value=1)
    return {"orderId": order_id}
