import { json, route } from './api';
import { todosOf } from './todos-store';

/** Answers with what the caller has to do. */
export const handler = route('list todos', async (owner) => json(200, { todos: await todosOf(owner) }));
