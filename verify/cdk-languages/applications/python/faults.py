"""Faults that are found by the type of what is passed, each beside a sound twin: in Python the same sentence, or none."""

import sys

import jsii
from aws_cdk import App, Duration, Environment, Stack
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from aws_cdk.assertions import Template
from cdk_hardened_lambda import (
    AlarmActions,
    FailureCapture,
    HardenedDynamoEventSource,
    HardenedFunction,
    HardenedSqsEventSource,
    SqsFilter,
)

HERE = "eu-west-1:111122223333"


def orders(stack, name="Orders", **props):
    settings = {
        "runtime": lambda_.Runtime.NODEJS_24_X,
        "handler": "index.handler",
        "code": lambda_.Code.from_inline("exports.handler = async () => {};"),
        "alarm_actions": AlarmActions.none("looks at what is refused"),
    }
    return HardenedFunction(stack, name, **{**settings, **props})


def queue(stack, name="Queue", **props):
    return sqs.Queue(stack, name, visibility_timeout=Duration.minutes(3), **props)


def two_readers(filters):
    def make(stack):
        read = sqs.Queue.from_queue_arn(stack, "Read", f"arn:aws:sqs:{HERE}:events")
        orders(stack, "First").add_event_source(HardenedSqsEventSource(read, filters=filters))
        orders(stack, "Second").add_event_source(HardenedSqsEventSource(read))

    return make


def table(stream_arn):
    def make(stack):
        read = dynamodb.Table.from_table_attributes(
            stack, "Table", table_arn=f"arn:aws:dynamodb:{HERE}:table/orders", table_stream_arn=stream_arn
        )
        position = lambda_.StartingPosition.TRIM_HORIZON
        orders(stack).add_event_source(HardenedDynamoEventSource(read, starting_position=position))

    return make


def layer(region):
    def make(stack):
        arn = f"arn:aws:lambda:{region}:111122223333:layer:tools:1"
        orders(stack, layers=[lambda_.LayerVersion.from_layer_version_arn(stack, "Layer", arn)])

    return make


def role(account):
    return lambda stack: orders(stack, role=iam.Role.from_role_arn(stack, "Role", f"arn:aws:iam::{account}:role/worker"))


def failures_to(fifo):
    def make(stack):
        target = sqs.Queue(stack, "Failed", fifo=True) if fifo else sqs.Queue(stack, "Failed")
        orders(stack, failure_capture=FailureCapture.dead_letter_queue(target))

    return make


def topic(fifo):
    def make(stack):
        source = sns.Topic(stack, "Topic", fifo=True) if fifo else sns.Topic(stack, "Topic")
        source.add_subscription(subscriptions.LambdaSubscription(orders(stack)))

    return make


def lambda_actions(stack):
    notify = orders(stack, "Notify")
    on_call = AlarmActions.custom(actions.LambdaAction(notify))
    for name in ["First", "Second"]:
        orders(stack, name, alarm_actions=on_call)
    permissions = Template.from_stack(stack).find_resources("AWS::Lambda::Permission")
    assert len(permissions) == 1, list(permissions)


def alias(stack):
    live = orders(stack).add_alias("live")
    events.Rule(
        stack, "Nightly", schedule=events.Schedule.rate(Duration.hours(1)), targets=[targets.LambdaFunction(live)]
    )
    configs = Template.from_stack(stack).find_resources("AWS::Lambda::EventInvokeConfig").values()
    assert len(configs) == 2, list(configs)
    assert all("DestinationConfig" in config["Properties"] for config in configs), list(configs)


def log_group_key(stack):
    key = kms.Key(stack, "Key")
    orders(stack, log_group=logs.LogGroup(stack, "Logs", encryption_key=key))
    [policy] = Template.from_stack(stack).find_resources("AWS::KMS::Key").values()
    assert "logs.eu-west-1" in str(policy), policy


def key_alias(stack):
    orders(stack, encryption_key=kms.Alias.from_alias_name(stack, "Key", "alias/shop"))


FILTERS = [SqsFilter.body({"type": ["order"]})]
STREAM = f"arn:aws:dynamodb:{HERE}:table/orders/stream"

#: Each fault with a part of its sentence, and each sound twin with none.
KINDS = {
    "an alias that is invoked asynchronously": (alias, None),
    "two readers of a queue, one with filters": (two_readers(FILTERS), "'filters' must not be set where a queue has two readers"),
    "two readers of a queue": (two_readers(None), None),
    "a key of a log group of the app": (log_group_key, None),
    "an alarm action that makes a child for each alarm": (lambda_actions, None),
    "the alias of a key": (key_alias, "'encryptionKey' must"),
    "a stream with an asterisk": (table(f"{STREAM}/*"), "'table' must have the ARN of one stream"),
    "a stream": (table(f"{STREAM}/2026-01-01T00:00:00.000"), None),
    "a layer of another region": (layer("us-east-1"), "'layers' must"),
    "a layer": (layer("eu-west-1"), None),
    "a role of another account": (role("444455556666"), "'role' must"),
    "a role": (role("111122223333"), None),
    "failures to a FIFO queue": (failures_to(True), "FIFO"),
    "failures to a queue": (failures_to(False), None),
    "a FIFO topic": (topic(True), "FIFO"),
    "a topic": (topic(False), None),
}


def refusal(make):
    """What synthesis says of an app, in the constructor or later."""
    app = App(analytics_reporting=False)
    stack = Stack(app, "Shop", env=Environment(account="111122223333", region="eu-west-1"))
    try:
        make(stack)
        app.synth()
    except (jsii.errors.JSIIError, RuntimeError) as error:
        return str(error)
    return None


def main():
    wrong = 0
    for name, (make, sentence) in KINDS.items():
        message = refusal(make)
        if (message is None) == (sentence is None) and (sentence is None or sentence in message):
            continue
        wrong += 1
        print(f"{name}: expected {sentence or 'no error'}, got {(message or 'no error')[:400]}")
    return wrong


if __name__ == "__main__":
    count = main()
    print(f"{len(KINDS) - count} of {len(KINDS)}")
    sys.exit(1 if count else 0)
