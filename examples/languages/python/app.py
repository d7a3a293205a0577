from aws_lambda_powertools import Logger, Metrics, Tracer

logger = Logger()
metrics = Metrics()
tracer = Tracer()


@metrics.log_metrics
@tracer.capture_lambda_handler
@logger.inject_lambda_context
def handler(event, context):
    order_id = event["detail"]["orderId"]
    logger.info("order placed", extra={"order_id": order_id})
    metrics.add_metric(name="OrdersPlaced", unit="Count", value=1)
    return {"orderId": order_id}
