/** The classes of the CDK that can take what a scope chooses. */
export enum PlainFunctionClass {
  /** `lambda.Function`. */
  FUNCTION = 'Function',
  /** `NodejsFunction`. */
  NODEJS_FUNCTION = 'NodejsFunction',
  /** `PythonFunction` of `@aws-cdk/aws-lambda-python-alpha`. */
  PYTHON_FUNCTION = 'PythonFunction',
  /** `lambda.DockerImageFunction`. */
  DOCKER_IMAGE_FUNCTION = 'DockerImageFunction',
}
