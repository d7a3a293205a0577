import jsii
from aws_cdk import Acknowledgment, App, Duration, Stack, Validations
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from cdk_hardened_lambda import (
    AlarmActions,
    AlarmTuning,
    DurableStart,
    EventSourceWaiver,
    FailureCapture,
    FilterMatch,
    FunctionAlarmTunings,
    HardenedFunction,
    HardenedLambdaChecks,
    HardenedRestApi,
    HardenedSqsEventSource,
    HardeningProfile,
    Idempotency,
    OkActions,
    PublicAccess,
    Release,
    RouteThrottle,
    SqsFilter,
    VersionPruning,
)
from constructs import IMixin


@jsii.implements(cloudwatch.IAlarmAction)
class OnCall:
    """An interface of CDK's that the app implements: who is notified of an alarm."""

    def bind(self, scope, alarm):
        return cloudwatch.AlarmActionConfig(
            alarm_action_arn="arn:aws:ssm-incidents::111122223333:response-plan/on-call"
        )


@jsii.implements(lambda_.IDestination)
class FailedOrders:
    """Another: where events end that failed. It grants what it needs to the function that it is given."""

    def __init__(self, queue):
        self._queue = queue

    def bind(self, scope, fn, *, type):
        self._queue.grant_send_messages(fn)
        return lambda_.DestinationConfig(destination=self._queue.queue_arn)


@jsii.implements(IMixin)
class LongPolling:
    """A mixin: whoever reads a queue waits for messages, and asks less often."""

    def supports(self, construct):
        return sqs.CfnQueue.is_cfn_queue(construct)

    def apply_to(self, construct):
        construct.receive_message_wait_time_seconds = 20


app = App()
Validations.of(app).add_plugins(HardenedLambdaChecks())

stack = Stack(app, "Shop")
failed = sqs.Queue(stack, "FailedOrders", enforce_ssl=True)

orders = HardenedFunction(
    stack,
    "Orders",
    runtime=lambda_.Runtime.NODEJS_24_X,
    handler="index.handler",
    code=lambda_.Code.from_inline("exports.handler = async () => {};"),
    profile=HardeningProfile.standard().derive(memory_size=512),
    alarm_actions=AlarmActions.by_severity(
        critical=AlarmActions.custom(OnCall()),
        warning=AlarmActions.email("orders@example.com"),
    ),
    alarms=FunctionAlarmTunings(
        errors=AlarmTuning.rate(percent=2),
        throttles=AlarmTuning.none("the callers try again"),
    ),
    ok_actions=OkActions.ALL,
    failure_capture=FailureCapture.destination(FailedOrders(failed)),
    idempotency=Idempotency.table(expires_after=Duration.days(2)),
    release=Release.canary(
        percent=10,
        interval=Duration.minutes(10),
        pruning=VersionPruning(keep=5, keep_for=Duration.days(60)),
    ),
)

orders.add_event_source(
    HardenedSqsEventSource.with_new_queue(
        queue_id="Incoming",
        visibility_timeout=Duration.minutes(1),
        waivers=[
            EventSourceWaiver.visibility_timeout("an order that is worked on twice is seen")
        ],
        filters=[
            SqsFilter.body(
                {
                    "type": ["order"],
                    "total": FilterMatch.number_at_least(100),
                    "customer": {"test": FilterMatch.missing()},
                }
            )
        ],
    )
)
Validations.of(orders).acknowledge(
    Acknowledgment(id="HardenedLambda::SqsVisibilityMargin", reason="see the waiver")
)
orders.with_(LongPolling())

fulfilment = HardenedFunction(
    stack,
    "Fulfilment",
    runtime=lambda_.Runtime.NODEJS_24_X,
    handler="index.handler",
    code=lambda_.Code.from_inline("exports.handler = async () => {};"),
    alarm_actions=AlarmActions.email("orders@example.com"),
    durable_config=lambda_.DurableConfig(
        execution_timeout=Duration.days(1), retention_period=Duration.days(30)
    ),
)
fulfilment.grant_callback(orders)
DurableStart(
    stack,
    "StartFulfilment",
    durable_function=fulfilment,
    name_field="orderId",
    alarm_actions=AlarmActions.email("orders@example.com"),
)

api = HardenedRestApi(
    stack,
    "Api",
    web_acl_arn="arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/a1b2",
    default_method_options=apigateway.MethodOptions(
        authorization_type=apigateway.AuthorizationType.IAM
    ),
    throttle=RouteThrottle(rate_limit=100, burst_limit=50),
    alarm_actions=AlarmActions.email("orders@example.com"),
)
api.add_function_route(
    "POST /orders",
    orders,
    throttle=RouteThrottle(rate_limit=20),
    request_validator_options=apigateway.RequestValidatorOptions(
        validate_request_body=True
    ),
)
api.add_function_route(
    "GET /health",
    orders,
    public_access=PublicAccess.allowed("a status page calls it"),
)

app.synth()
