import type { Answer, Call } from './answer.ts';

/** A resource of an API: its address, its method, and its answer, which is given what the groups of the address caught. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  path: RegExp;
  answer: (call: Call, ...caught: string[]) => Answer;
}

/** `{}` in the path catches one segment; case and a trailing slash do not matter. */
export function route(method: Route['method'], path: string, answer: Route['answer']): Route {
  return { method, path: new RegExp(`^/${path.replaceAll('{}', '([^/]+)')}/?$`, 'i'), answer };
}

/** The answer of the route that fits, or undefined. Where only the method is wrong, `wrongMethod` answers. */
export function answerOf(
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

/** A page of a list from an offset on, and the offset of the next page. */
export function pageOf<T>(all: T[], offset: number, size: number): { items: T[]; next: number | undefined } {
  const end = offset + size;
  return { items: all.slice(offset, end), next: end < all.length ? end : undefined };
}
