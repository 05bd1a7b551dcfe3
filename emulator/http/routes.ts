import type { Answer, Call } from './answer.ts';

/** `answer` receives the path segments that `{}` captured. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  answer: (call: Call, ...captured: string[]) => Answer;
}

/** `{}` in the path captures one segment. Case and a trailing slash do not matter. */
export function route(method: Route['method'], path: string, answer: Route['answer']): Route {
  return { method, path: new RegExp(`^/${path.replaceAll('{}', '([^/]+)')}/?$`, 'i'), answer };
}

/** Answers with the route that matches; undefined if no route has this path. */
export function dispatch(
  routes: Route[],
  call: Call,
  path: string,
  wrongMethod: (allowed: string) => Answer,
): Answer | undefined {
  const atPath = routes.filter((one) => one.path.test(path));
  const found = atPath.find(({ method }) => method === call.method);
  if (found) return found.answer(call, ...(found.path.exec(path) ?? []).slice(1));
  return atPath.length > 0 ? wrongMethod(atPath.map(({ method }) => method).join(', ')) : undefined;
}

/** One page of a list, and the offset of the next page. */
export function slicePage<T>(
  all: T[],
  offset: number,
  size: number,
): { items: T[]; next: number | undefined } {
  const end = offset + size;
  return { items: all.slice(offset, end), next: end < all.length ? end : undefined };
}
