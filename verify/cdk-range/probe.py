"""What one version of the CDK makes, in Python, of the functions of probe.ts."""

import json
import sys

from aws_cdk import App, Aspects, CfnResource, Environment, Shims, Stack, Tags
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from cdk_hardened_lambda import (
    AlarmActions,
    HardenedFunction,
    HardenedFunctionDefaults,
    Hardening,
    HardeningProfile,
    LambdaHardening,
    Waiver,
)

KINDS = {
    "default": {},
    "strict": {
        "profile": HardeningProfile.strict(),
        "waivers": [
            Waiver.vpc("calls public AWS endpoints only"),
            Waiver.reserved_concurrency("shares the pool of the account"),
        ],
    },
}

app = App(analytics_reporting=False)
for kind, props in KINDS.items():
    stack = Stack(app, kind, env=Environment(account="111122223333", region="eu-west-1"))
    HardenedFunction(
        stack,
        "Orders",
        runtime=lambda_.Runtime.NODEJS_24_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("exports.handler = async () => {};"),
        alarm_actions=AlarmActions.email("ops@example.com"),
        **props,
    )


def stack_of_others(kind):
    """A function of the CDK and a raw one, with the tags and the permissions boundary of a platform team."""
    stack = Stack(app, kind, env=Environment(account="111122223333", region="eu-west-1"))
    HardenedFunctionDefaults.of(stack).set(alarm_actions=AlarmActions.email("ops@example.com"))
    Tags.of(stack).add("team", "orders")
    boundary = iam.ManagedPolicy.from_aws_managed_policy_name("PowerUserAccess")
    iam.PermissionsBoundary.of(stack).apply(boundary)
    role = CfnResource(
        stack,
        "RawRole",
        type="AWS::IAM::Role",
        properties={
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            }
        },
    )
    CfnResource(
        stack,
        "Raw",
        type="AWS::Lambda::Function",
        properties={
            "Code": {"ZipFile": "exports.handler = async () => {};"},
            "Handler": "index.handler",
            "Role": role.get_att("Arn"),
            "Runtime": lambda_.Runtime.NODEJS_24_X.name,
        },
    )
    function = lambda_.Function(
        stack,
        "Orders",
        runtime=lambda_.Runtime.NODEJS_24_X,
        handler="index.handler",
        code=lambda_.Code.from_inline("exports.handler = async () => {};"),
    )
    return stack, function


# Functions that others made, hardened as they are: all below a scope, one by a mixin, all by an aspect.
adopted, _ = stack_of_others("adopted")
report = Hardening.of(adopted).apply()
assert [function.path for function in report.functions] == ["adopted/Raw", "adopted/Orders"], report.text
assert report.functions[1].left == [], report.text
mixed, orders = stack_of_others("mixed")
orders.with_(LambdaHardening())
watched, _ = stack_of_others("watched")
Aspects.of(watched).add(Shims.as_aspect(LambdaHardening()))

assembly = app.synth()
json.dump({kind: assembly.get_stack_by_name(kind).template for kind in [*KINDS, "adopted", "mixed", "watched"]}, sys.stdout)
