/** The submissions of a product, read entry by entry as from the pages of a list. */
import { readSubmission, type Submission } from '../../../src/marketplace/product-ingestion/documents.ts';

export function readSubmissions(items: readonly unknown[]): {
  submissions: Submission[];
  hasUnreadable: boolean;
} {
  const entries = items.map(readSubmission).filter((entry) => entry !== undefined);
  const submissions = entries.filter((entry) => entry !== 'unreadable');
  return { submissions, hasUnreadable: submissions.length < entries.length };
}
