/** Prints the table of docs/waiting.md: what it costs to wait for a go-live. */
import { waitingTable } from '../__tests__/support/repository/waiting-costs.ts';

console.log(waitingTable());
