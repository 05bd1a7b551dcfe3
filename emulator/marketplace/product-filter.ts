/** What a `$filter` of products asks for. */
export interface ProductFilter {
  resourceType?: string;
  externalId?: { type: string; value: string };
}

const text = "'((?:[^']|'')*)'";
const resourceTypeClause = new RegExp(`^resourceType eq ${text}$`, 'i');
const externalIdClause = new RegExp(
  `^externalIDs/any\\( *(\\w+) *: *\\1/type eq ${text} and \\1/value eq ${text} *\\)$`,
  'i',
);

/**
 * Reads the two clauses that clients send, alone or joined with `and`. Clients differ in the case of the names.
 * @returns undefined without a filter
 */
export function parseProductFilter(query: URLSearchParams): ProductFilter | undefined | 'unknown' {
  const [filter] = [...query].filter(([name]) => /^\$?filter$/i.test(name)).map(([, value]) => value);
  if (filter === undefined) return undefined;
  const found: ProductFilter = {};
  // Not at the `and` within the parentheses of `any`.
  for (const clause of filter.trim().split(/ +and +(?![^(]*\))/i)) {
    const [, resourceType] = resourceTypeClause.exec(clause) ?? [];
    const [, , type, value] = externalIdClause.exec(clause) ?? [];
    if (resourceType !== undefined) found.resourceType = unquoted(resourceType);
    else if (type !== undefined && value !== undefined)
      found.externalId = { type: unquoted(type), value: unquoted(value) };
    else return 'unknown';
  }
  return found;
}

/** OData doubles a quote within quotes. */
function unquoted(value: string): string {
  return value.replaceAll("''", "'");
}
