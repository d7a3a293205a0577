import { webApplicationApp } from '../../examples/web-application/app';
import type { Architecture } from './architecture';
import { invocations } from './usage';

const stack = 'WebApplication';

export const WEB_APPLICATION: Architecture = {
  name: 'web-application',
  build: (props) => webApplicationApp(props),
  boxes: {
    users: { at: [0, 0], rows: 3, kind: 'people', title: 'Users' },
    distribution: { at: [1, 0], rows: 2, kind: 'front', title: 'CloudFront', text: 'security headers', path: `${stack}/Site/Distribution` },
    files: { at: [2, 0], kind: 'bucket', title: 'Files', text: 'read by CloudFront alone', path: `${stack}/Site/Files` },
    api: { at: [2, 1], kind: 'front', title: 'HTTP API', text: 'token, throttle', path: `${stack}/Api` },
    list: { at: [3, 0], kind: 'function', title: 'ListTodos', text: 'Query', path: `${stack}/ListTodos` },
    add: { at: [3, 1], kind: 'function', title: 'AddTodo', text: 'PutItem', path: `${stack}/AddTodo` },
    finish: { at: [3, 2], kind: 'function', title: 'FinishTodo', text: 'DeleteItem', path: `${stack}/FinishTodo` },
    todos: { at: [4, 0], rows: 3, kind: 'table', title: 'Todos', text: 'by owner', path: `${stack}/Todos` },
    signIn: { at: [1, 2], kind: 'front', title: 'Cognito', text: 'code and PKCE', path: `${stack}/SignIn` },
  },
  arrows: [
    { from: 'users', to: 'distribution' },
    { from: 'users', to: 'signIn' },
    { from: 'distribution', to: 'files' },
    { from: 'distribution', to: 'api' },
    { from: 'api', to: 'list' },
    { from: 'api', to: 'add' },
    { from: 'api', to: 'finish' },
    { from: 'list', to: 'todos' },
    { from: 'add', to: 'todos' },
    { from: 'finish', to: 'todos' },
  ],
  unit: 'use of the page: five files, one list, two additions and two that are finished; Cognito is billed by users in addition',
  usage: {
    ...invocations(5),
    cloudFrontRequests: 5 + 5,
    cloudFrontGb: 2e-5,
    bucketReads: 5,
    httpApiRequests: 5,
    tableReads: 0.5,
    tableWrites: 4,
  },
};
