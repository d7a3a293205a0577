export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
