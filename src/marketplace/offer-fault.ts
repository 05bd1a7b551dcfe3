import { isBlocked, type Step } from '../model/offer.ts';

/** Whether the offer is at fault for a failure: a step is rejected or blocked, or certification or validation failed. */
export function isOfferFault(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      isBlocked(step) || (step.status === 'failed' && /certif|validat/i.test(`${step.id} ${step.name}`)),
  );
}
